import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location, SourceText } from '../../diagnostics/location.ts';
import { configLines } from './config-lines.ts';
import { strip } from './extract-word.ts';
import { locate, slice, type Traced } from './traced.ts';
import { isValidUtf8 } from './utf8.ts';

/** One `key=value`, white space around both gone. */
export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: Traced;
  /** Where the whole line stands. */
  readonly location: Location;
}

/** What the lines of a file mean. */
export interface ConfigReader {
  /** Sections that are read; others are passed over. */
  readonly sections: readonly string[];
  /** Where an error of form leaves the file unread from there on. */
  readonly fatal: 'error' | 'warning';
  /** Takes an assignment; false ends the reading of the file, as an error of form does. */
  readonly assign: (assignment: Assignment) => boolean;
}

/**
 * Reads a configuration file (systemd shared/conf-parser.c, config_parse and parse_line). False when reading
 * ended early: for a unit file that it does not load, for a drop-in that its rest is not read.
 */
export function parseConfig(source: SourceText, reader: ConfigReader, diagnostics: Diagnostic[]): boolean {
  const { lines, tooLong } = configLines(source);
  let section: string | undefined;
  let ignored = false;
  for (const whole of lines) {
    const { begin, end } = strip(whole.text);
    if (begin === end) continue;
    const line = slice(whole, begin, end);
    const { text } = line;
    if (!isValidUtf8(text)) {
      diagnostics.push({ ...NOT_UTF8, severity: reader.fatal, location: locate(line) });
      return false;
    }
    if (text.startsWith('[')) {
      const name = sectionName(text);
      if (name === undefined) {
        diagnostics.push({ ...badSectionHeader(text), severity: reader.fatal, location: locate(line) });
        return false;
      }
      ignored = !reader.sections.includes(name);
      section = ignored ? undefined : name;
      if (ignored && !name.startsWith('X-')) diagnostics.push(unknownSection(name, reader, locate(line)));
    } else if (section === undefined) {
      if (!ignored) diagnostics.push(outsideSection(locate(line)));
    } else {
      const assignment = readAssignment(line, section, diagnostics);
      if (assignment && !reader.assign(assignment)) return false;
    }
  }
  if (tooLong) diagnostics.push({ ...TOO_LONG, severity: reader.fatal, location: source.locate(tooLong) });
  return tooLong === undefined;
}

/** The name between the brackets; undefined for a header that systemd refuses. */
function sectionName(text: string): string | undefined {
  if (text.length < 2 || !text.endsWith(']')) return undefined;
  const name = text.slice(1, -1);
  return isSafe(name) ? name : undefined;
}

/** string_is_safe: no control characters, quotes or backslashes. */
export function isSafe(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\x00-\x1f\x7f"'\\]/.test(text);
}

function readAssignment(line: Traced, section: string, diagnostics: Diagnostic[]): Assignment | undefined {
  const { text } = line;
  const equals = text.indexOf('=');
  if (equals < 0) {
    diagnostics.push(missingEquals(text, locate(line)));
    return undefined;
  }
  if (equals === 0) {
    diagnostics.push({
      ruleId: 'unit-missing-key',
      severity: 'warning',
      message: 'there is no key before "=", so systemd ignores the line',
      location: locate(line),
      help: 'write "Key=value"',
    });
    return undefined;
  }
  const key = strip(text, 0, equals);
  const value = strip(text, equals + 1);
  return {
    section,
    key: text.slice(key.begin, key.end),
    value: slice(line, value.begin, value.end),
    // Few assignments are ever located, and finding out costs.
    get location() {
      return locate(line);
    },
  };
}

const NOT_UTF8 = {
  ruleId: 'unit-not-utf8',
  message: 'the line is not valid UTF-8, so systemd stops reading the file here',
  help: 'save the file as UTF-8',
};

const TOO_LONG = {
  ruleId: 'unit-line-too-long',
  message: 'the line is longer than the 1 MiB that systemd takes, so it stops reading the file here',
  help: 'split the line',
};

function badSectionHeader(text: string) {
  return {
    ruleId: 'unit-bad-section-header',
    message: `"${shorten(text)}" is not a section header, so systemd stops reading the file here`,
    help: 'write "[Name]" with nothing behind it; a comment needs a line of its own',
  };
}

function unknownSection(name: string, reader: ConfigReader, location: Location): Diagnostic {
  return {
    ruleId: 'unit-unknown-section',
    severity: 'warning',
    message: `"${shorten(name)}" is not a section of this file, so systemd ignores everything in it`,
    location,
    help: `sections are ${reader.sections.map((one) => `[${one}]`).join(', ')}, spelled exactly so`,
  };
}

function outsideSection(location: Location): Diagnostic {
  return {
    ruleId: 'unit-outside-section',
    severity: 'warning',
    message: 'the line stands before any section header, so systemd ignores it',
    location,
    help: 'put a header such as "[Service]" above it; each drop-in needs its own',
  };
}

function missingEquals(text: string, location: Location): Diagnostic {
  return {
    ruleId: 'unit-missing-equals',
    severity: 'warning',
    message: `"${shorten(text)}" has no "=", so systemd ignores the line`,
    location,
    help: text.startsWith('-')
      ? 'if it continues the line above, that line must end in exactly one backslash with nothing behind it'
      : 'write "Key=value"; a comment begins with "#"',
  };
}

/** Text for a message: the beginning of it. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
