/** One `key = value` of a TOML file, as containerd's configuration has them. */
export interface TomlSetting {
  /** The table that it stands in, as written between the brackets and before the last dot of the key. */
  readonly table: string;
  readonly key: string;
  /** As written, without a comment behind it; of a list that goes on, all of it. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** The line as it stands. */
  readonly text: string;
}

/**
 * The settings of a TOML file, line by line: enough for what people write into containerd's configuration. Undefined
 * for a text with what goes beyond that (inline tables, strings over several lines), of which nothing is told.
 */
export function tomlSettings(text: string): readonly TomlSetting[] | undefined {
  const settings: TomlSetting[] = [];
  let table = '';
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = withoutComment(lines[at]!).trim();
    if (line === '') continue;
    const header = /^\[+\s*([^\]]*?)\s*\]+$/.exec(line);
    if (header && !line.includes('=')) {
      table = header[1]!;
      continue;
    }
    const [, key, first] = /^([\w."'-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || first === undefined || /^\{|^"""|^'''/.test(first)) return undefined;
    const start = at;
    let value = first;
    while (value.startsWith('[') && !value.endsWith(']') && at + 1 < lines.length)
      value += ` ${withoutComment(lines[++at]!).trim()}`;
    const names = key.match(/"[^"]*"|'[^']*'|[\w-]+/g) ?? [];
    const within = [...(table === '' ? [] : [table]), ...names.slice(0, -1)].join('.');
    settings.push({
      table: within,
      key: tomlString(names.at(-1) ?? ''),
      value,
      line: start + 1,
      text: lines[start]!,
    });
  }
  return settings;
}

/** The text before a `#` that stands in no string. */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '#') return line.slice(0, at);
  }
  return line;
}

/** The text of a string as TOML writes it. */
export function tomlString(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}

/** The texts of a list as TOML writes it. */
export function tomlStrings(value: string): readonly string[] {
  return value.match(/(["'])[^"']*\1/g)?.map(tomlString) ?? [];
}
