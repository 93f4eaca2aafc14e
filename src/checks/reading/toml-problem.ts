/** What no reader of TOML takes. */
export interface TomlProblem {
  readonly reason: string;
  readonly help: string;
  /** 1-based. */
  readonly line: number;
  /** The line as it stands. */
  readonly text: string;
}

/**
 * The first thing in a TOML file that every reader refuses, of those that people write: not a whole grammar, so that
 * nothing is called wrong that is only rare.
 */
export function tomlProblem(text: string): TomlProblem | undefined {
  const seen = new Set<string>();
  let table = '';
  let awaited = '';
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (awaited !== '') {
      if (closes(line, awaited)) awaited = '';
      continue;
    }
    if (line === '' || line.startsWith('#')) continue;
    const problem = (reason: string, help: string): TomlProblem => ({
      reason,
      help,
      line: index + 1,
      text: raw,
    });
    if (line.startsWith('[')) {
      const [, header] = /^\[\[?((?:[^\]"'#]|"[^"]*"|'[^']*')*)\]\]?\s*(?:#.*)?$/.exec(line) ?? [];
      if (header === undefined)
        return /^[^\]]*$/.test(line) ? problem('a "[" is not closed', 'write the "]" at the end') : undefined;
      table = header.replaceAll(/[\s"']/g, '');
      // Each table of a list begins anew.
      if (line.startsWith('[[')) return undefined;
      if (seen.has(`[${table}]`))
        return problem(`the table [${header.trim()}] stands twice`, 'put what both of them hold into one');
      seen.add(`[${table}]`);
      continue;
    }
    const equals = line.indexOf('=');
    const key = line.slice(0, Math.max(equals, 0)).trim();
    const value = line.slice(equals + 1).trim();
    if (!/^[\w."' \t-]+$/.test(key))
      return /^[\w-]+\s*:/.test(line)
        ? problem('a ":" stands where "=" is meant', 'write "=" between a name and its value')
        : undefined;
    const wrong = valueProblem(value);
    if (wrong) return problem(...wrong);
    const name = `${table} ${key.replaceAll(/["'\s]/g, '')}`;
    if (seen.has(name)) return problem(`"${key}" stands twice in one table`, 'keep one of the two');
    seen.add(name);
    awaited = opened(value);
  }
  return undefined;
}

function valueProblem(value: string): [reason: string, help: string] | undefined {
  if (value === '' || value.startsWith('#')) return ['a value is missing', 'write one behind the "="'];
  const word = /^[A-Za-z][\w.-]*(?=\s*(?:#|$))/.exec(value)?.[0];
  if (word !== undefined && !['true', 'false', 'inf', 'nan'].includes(word))
    return /^(?:true|false)$/i.test(word)
      ? [`"${word}" is no value`, `write "${word.toLowerCase()}"`]
      : [`"${word}" is no value`, 'put a text into quotes'];
  const path = /^[/~$][^\s#]*/.exec(value)?.[0];
  if (path !== undefined) return [`"${path}" is no value`, 'put a text into quotes'];
  if (/^"(?!")(?:[^"\\]|\\.)*$/.test(value) || /^'(?!')[^']*$/.test(value))
    return ['a quote is not closed', 'close it on the same line'];
  return undefined;
}

/** What a value that goes on below ends with; empty where it ends on its line. */
function opened(value: string): string {
  for (const quotes of ['"""', "'''"]) {
    if (value.startsWith(quotes)) return value.indexOf(quotes, 3) < 0 ? quotes : '';
  }
  return value.startsWith('[') && !closes(value, ']') ? ']' : '';
}

function closes(line: string, end: string): boolean {
  return end === ']' ? /\]\s*(?:#.*)?$/.test(line) : line.includes(end);
}
