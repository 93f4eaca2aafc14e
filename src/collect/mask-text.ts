import { patternMatcher } from './pattern.ts';
import { BASE64_KEYS, MASK, PLAIN_VALUES, SECRET_VARIABLES, secretNames, suspicious } from './rules.ts';

/*
 * Masks the values of token settings, line by line, and leaves everything else as it is, so that what is said about
 * the text stays true. The shell script does the same in src/collect/script-mask.ts; a test holds the two together.
 */

/** What a line can leave for the next ones. */
interface State {
  /** The quote that a secret began with and that is still open. */
  quote: string;
  /** How far the line is indented whose secret value follows below; -1 for none. */
  below: number;
  /** Whether all that is indented below is the value: a block scalar. */
  block: boolean;
  /** A flag whose value is the next item of a list. */
  flag: boolean;
  /** The last `name:` was a secret's, so the next `value:` is the secret. */
  named: boolean;
  readonly script: boolean;
}

/** Tests that are made once for a text. */
interface Tests {
  readonly isSuspicious: (line: string) => boolean;
  readonly endsSecret: (name: string) => boolean;
  readonly isSecretVariable: (name: string) => boolean;
}

/** Makes a masker; what it returns equals the text where there is nothing to mask. */
export function masker(): (text: string) => string {
  const tests: Tests = {
    isSuspicious: patternMatcher(suspicious()),
    endsSecret: patternMatcher(secretNames()),
    isSecretVariable: patternMatcher(SECRET_VARIABLES),
  };
  return (text) => {
    const script = text.startsWith('#!');
    const state: State = { quote: '', below: -1, block: false, flag: false, named: false, script };
    return text
      .split('\n')
      .map((line) => {
        const pending = state.quote !== '' || state.below >= 0 || state.flag || state.named;
        return pending || tests.isSuspicious(line) ? maskLine(line, state, tests) : line;
      })
      .join('\n');
  };
}

function maskLine(whole: string, state: State, tests: Tests): string {
  let out = '';
  let line = whole;
  if (state.quote !== '' && whole !== '') {
    const end = line.indexOf(state.quote);
    if (end < 0) return MASK + backslash(line);
    out = MASK;
    line = line.slice(end);
    state.quote = '';
  }
  const indent = /^[ \t]*/.exec(line)![0];
  const item = line.slice(indent.length);
  if (state.below >= 0 && item !== '') {
    const deeper =
      indent.length > state.below || (!state.block && item.startsWith('- ') && indent.length === state.below);
    if (deeper && state.block) return indent + MASK;
    if (deeper && !item.includes(':')) return indent + maskItem(item);
    state.below = -1;
  }
  if (state.flag && item !== '') {
    state.flag = false;
    if (!/^(- +)?["']?-/.test(item.startsWith('- ') ? item.slice(2).trimStart() : item))
      return indent + maskItem(item);
  }
  return out + maskSettings(maskUrls(maskKeys(line)), state, tests);
}

/** An item of a list, or a scalar on a line of its own. */
function maskItem(item: string): string {
  const dash = /^-[ \t]+/.exec(item)?.[0] ?? '';
  const rest = item.slice(dash.length);
  const comma = rest.endsWith(',') ? ',' : '';
  const value = comma ? rest.slice(0, -1) : rest;
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return dash + quote + mask(quote ? `${quote}x` : value) + quote + comma;
}

/** What stands for a value: a number for a number, for a type may count. */
function mask(value: string): string {
  return /^[0-9]+$/.test(value) ? '0' : MASK;
}

function backslash(line: string): string {
  return line.endsWith('\\') ? '\\' : '';
}

/** Base64 of PEM private keys. */
function maskKeys(line: string): string {
  const begin = 'LS0tLS1CRUdJTi';
  let out = '';
  let rest = line;
  for (let at = rest.indexOf(begin); at >= 0; at = rest.indexOf(begin)) {
    const word = /^[A-Za-z0-9+/=]*/.exec(rest.slice(at))![0];
    const isKey = BASE64_KEYS.some((key) => word.startsWith(begin + key));
    out += rest.slice(0, at) + (isKey ? MASK : word);
    rest = rest.slice(at + word.length);
  }
  return out + rest;
}

/** Passwords within URLs: `http://user:password@host`. */
function maskUrls(line: string): string {
  let out = '';
  let rest = line;
  for (let at = rest.indexOf('://'); at >= 0; at = rest.indexOf('://')) {
    out += rest.slice(0, at + 3);
    rest = rest.slice(at + 3);
    const word = /^[^ \t"'`<>]*/.exec(rest)![0];
    rest = rest.slice(word.length);
    out += maskUserInfo(word);
  }
  return out + rest;
}

function maskUserInfo(word: string): string {
  const end = word.lastIndexOf('@');
  const colon = word.indexOf(':');
  if (colon < 0 || end < colon || word.slice(0, colon).includes('/')) return word;
  const password = word.slice(colon + 1, end);
  const first = password.split('/')[0]!;
  // A port, and the "@" belongs to something else.
  if (first !== password && /^[0-9]+$/.test(first)) return word;
  return `${word.slice(0, colon + 1)}${MASK}${word.slice(end)}`;
}

/** `NAME=VALUE`, `name: value`, `"name": "value"`, `--flag value` and their like. */
function maskSettings(line: string, state: State, tests: Tests): string {
  let out = '';
  let rest = line;
  for (;;) {
    const cut = rest.search(/[=: \t,]/);
    if (cut < 0) break;
    const before = rest.slice(0, cut);
    rest = rest.slice(cut);
    let separator = /^[ \t]*[=:]|^[ \t]+|^,/.exec(rest)![0];
    rest = rest.slice(separator.length);
    const kind = separator.trim() || ' ';
    const { name, ahead, closed } = nameIn(before);
    const lead = out + ahead;
    out += before;
    if (!isSecret(name, ahead, kind, state, tests)) {
      if (kind === ':' && name === 'name') {
        const named = /^[ \t]*["']?([A-Za-z0-9_.-]*)/.exec(rest)![1]!;
        state.named = tests.endsSecret(named) || tests.isSecretVariable(named);
      }
      out += separator;
      continue;
    }
    while (kind === '=' && rest.startsWith('=')) {
      separator += '=';
      rest = rest.slice(1);
    }
    out += separator;
    // `NAME= word` sets nothing; the others may have blanks before the value.
    if (kind !== '=' || /^[ \t]/.test(separator)) {
      const blanks = /^[ \t]*/.exec(rest)![0];
      out += blanks;
      rest = rest.slice(blanks.length);
      separator += blanks;
    }
    const flag = name.startsWith('-');
    if (rest === '' || rest === '\r' || rest.startsWith('#') || (rest === '[' && kind === ':')) {
      if (kind === ':') {
        state.below = indentOf(line);
        state.block = false;
      } else if (flag && kind !== '=') state.flag = true;
      continue;
    }
    if (kind === ':' && /^[|>]/.test(rest)) {
      state.below = indentOf(line);
      state.block = true;
      break;
    }
    if (isPlain(rest, name, kind, tests)) continue;
    const value = valueIn(
      rest,
      { lead, closed, kind, spaced: /[ \t]$/.test(separator), flag, done: out },
      state,
    );
    out += value.masked;
    rest = value.rest;
  }
  const last = nameIn(rest);
  if (last.name.startsWith('-') && tests.endsSecret(last.name)) state.flag = true;
  return out + rest;
}

/** The name at the end of a text, what is ahead of it, and whether a quote closes it. */
function nameIn(before: string): { name: string; ahead: string; closed: boolean } {
  const closed = /["']$/.test(before);
  const text = closed ? before.replace(/\\?["']$/, '') : before;
  const name = /[A-Za-z0-9_.-]*$/.exec(text)![0];
  return { name, ahead: text.slice(0, text.length - name.length), closed };
}

function isSecret(name: string, ahead: string, kind: string, state: State, tests: Tests): boolean {
  // `$TOKEN` and `${TOKEN:-default}` are references.
  if (name === '' || ahead.endsWith('$') || ahead.endsWith('${')) return false;
  if (kind === ' ' || kind === ',') return name.startsWith('-') && tests.endsSecret(name);
  if (kind === ':' && name === 'value' && state.named) return true;
  return tests.endsSecret(name) || (/^[A-Z0-9_]+$/.test(name) && tests.isSecretVariable(name));
}

/** Whether a value is no secret: a path, a reference, a switch, what is nested. */
function isPlain(rest: string, name: string, kind: string, tests: Tests): boolean {
  const value = rest.replace(/^\\?["']/, '');
  if (/^[/${]/.test(value)) return true;
  if (value.startsWith('-') && (kind === ' ' || kind === ',' || (kind === '=' && !tests.endsSecret(name))))
    return true;
  return PLAIN_VALUES.includes(/^[^ \t\r"',}\]]*/.exec(value)![0]) || /^["']["']/.test(rest);
}

/** What valueIn has to know of a setting. */
interface Setting {
  /** The line up to the name. */
  readonly lead: string;
  /** The line up to the value. */
  readonly done: string;
  /** Whether the name is in quotes of its own. */
  readonly closed: boolean;
  readonly kind: string;
  /** Whether there are blanks before the value. */
  readonly spaced: boolean;
  readonly flag: boolean;
}

/** Cuts a value off, masked. */
function valueIn(
  rest: string,
  { lead, done, closed, kind, spaced, flag }: Setting,
  state: State,
): { masked: string; rest: string } {
  const open = /^\\?["']/.exec(rest)?.[0];
  if (open !== undefined) {
    // A quote that closes what began before leaves no value.
    if (isOpen(done, open)) return { masked: '', rest };
    return quoted(rest.slice(open.length), open, open, state);
  }
  if (kind === ':' && rest.startsWith('[')) {
    const end = rest.indexOf(']');
    return { masked: `[${MASK}`, rest: end < 0 ? '' : rest.slice(end) };
  }
  const around = closed ? undefined : /["']$/.exec(lead)?.[0];
  if (around !== undefined && !flag) return quoted(rest, around, '', state);
  if (kind === ':' && spaced && !state.script && !flag) {
    return cut(rest, lead.includes('{') ? /^[^,}]*/.exec(rest)![0] : rest);
  }
  const leads = /^[ \t]*(export[ \t]+)?$/.test(lead);
  if (kind === '=' && leads && !state.script && !flag) return cut(rest, rest);
  const scheme = /^([Bb]earer|[Bb]asic|Token)[ \t]+/.exec(rest)?.[0] ?? '';
  return cut(rest, scheme + /^[^ \t"'`]*/.exec(rest.slice(scheme.length))![0]);
}

/** Whether a text has an odd number of a quote, not counting those behind a backslash. */
function isOpen(text: string, quote: string): boolean {
  let open = false;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + quote.length)) {
    if (text[at - 1] !== '\\') open = !open;
  }
  return open;
}

/** Up to the quote; where that is not on this line, it is looked for on the next ones. */
function quoted(rest: string, quote: string, before: string, state: State): { masked: string; rest: string } {
  let end = rest.indexOf(quote);
  while (quote === '"' && end > 0 && rest[end - 1] === '\\') end = rest.indexOf(quote, end + 1);
  if (end >= 0) return { masked: before + MASK, rest: rest.slice(end) };
  state.quote = quote;
  return { masked: before + MASK + backslash(rest), rest: '' };
}

/** What closes a list, a flow or a command, or continues the line, is not of the value. */
function cut(rest: string, value: string): { masked: string; rest: string } {
  const own = value.replace(/[\])},;\\\r]+$/, '');
  return { masked: own === '' ? '' : mask(own), rest: rest.slice(own.length) };
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)![0].length;
}
