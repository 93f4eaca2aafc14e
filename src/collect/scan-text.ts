import { patternMatcher } from './pattern.ts';
import { byLine, CONTROL, MAX_LINE, MAX_TEXT, MAX_WORDS, type Reason, suspicious } from './rules.ts';

/** What a file is: text that can be taken, text in which something looks like a secret, or why it is left out. */
export interface Scan {
  readonly kind: 'text' | 'mask' | Reason;
  /**
   * The absolute paths and the units that it names; `=NAME=/path` for a variable that is set to a path, `$NAME/rest`
   * for a path that begins with one.
   */
  readonly words: readonly string[];
}

/** Makes a scanner of texts, one character a byte; what it does is `scan` of src/collect/script.ts. */
export function scanner(): (text: string, folder: string, search: boolean) => Scan {
  const isSuspicious = patternMatcher(suspicious());
  const rules = byLine().map((rule) => ({ ...rule, matches: patternMatcher(rule.patterns) }));
  const control = new RegExp(`[${CONTROL}]`);
  return (whole, folder, search) => {
    // A shell does not see them.
    const text = whole.replaceAll('\0', '');
    const script = text.startsWith('#!');
    const words: string[] = [];
    const state: SearchState = { folder, cwd: '', before: '' };
    let kind: 'text' | 'mask' = 'text';
    let size = 0;
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) {
      size += line.length + 1;
      if (size > MAX_TEXT || line.length > MAX_LINE) return { kind: 'too-large', words: [] };
      if (control.test(line)) return { kind: 'binary', words: [] };
      const rule = rules.find(({ scripts, matches }) => (scripts || !script) && matches(line));
      if (rule) return { kind: rule.reason, words: [] };
      if (isSuspicious(line)) kind = 'mask';
      if (search && words.length < MAX_WORDS) namedIn(line, state, words);
    }
    const named = words.slice(0, MAX_WORDS);
    return { kind, words: search ? [...named, ...snapVariables(folder)] : named };
  };
}

interface SearchState {
  readonly folder: string;
  cwd: string;
  before: string;
}

const SEPARATORS = /[ \t\r"'`:,()[\]<>;|&=]+/;
const RELATIVE = /^(config|config-dir|pod-manifest-path)$/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const VARIABLE = /^\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))(\/.+)$/s;
const UNIT = /.\.(service|socket|target|timer|path)$/;

/** The paths and units in a line; relative paths only where they can't be anything else. */
function namedIn(line: string, state: SearchState, words: string[]): void {
  for (const raw of line.split(SEPARATORS)) {
    const word = raw.replace(/^[-@+!]+/, '').replace(/[}\\]+$/, '');
    if (word === '') continue;
    if (word.startsWith('/')) {
      if (word !== '/') words.push(word);
      if (NAME.test(state.before)) words.push(`=${state.before}=${word}`);
      if (state.before === 'WorkingDirectory' || state.before === 'cd') state.cwd = word.replace(/\/$/, '');
    } else {
      const [, braced, plain, rest] = VARIABLE.exec(word) ?? [];
      if (rest !== undefined) words.push(`$${braced ?? plain}${rest}`);
      else if (state.before === 'staticPodPath') words.push(`${state.folder}/${word}`);
      else if (RELATIVE.test(state.before)) words.push(`${state.cwd}/${word}`);
      if (!word.includes('/') && !word.startsWith('.') && UNIT.test(word)) words.push(word);
    }
    state.before = word;
  }
}

/** What snapd sets for the programs of a snap whose files lie in a directory. */
function snapVariables(folder: string): string[] {
  const [, snap, revision] = /^\/var\/snap\/([^/]+)\/([^/]+)/.exec(folder) ?? [];
  if (snap === undefined) return [];
  return [`=SNAP_DATA=/var/snap/${snap}/${revision}`, `=SNAP_COMMON=/var/snap/${snap}/common`];
}
