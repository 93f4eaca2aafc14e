import { encode } from '../../bytes/text.ts';
import { wantsColour } from './style.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether a stream gets links (OSC 8): a terminal that is known to have them, by the variables that it sets.
 * FORCE_HYPERLINK says yes to any stream, or no where it is `0`.
 */
export function wantsHyperlinks(env: Environment, isTerminal: boolean): boolean {
  if (env.FORCE_HYPERLINK) return Number.parseInt(env.FORCE_HYPERLINK, 10) !== 0;
  if (!isTerminal || !wantsColour(env, isTerminal)) return false;
  if (env.WT_SESSION !== undefined) return true;
  if (env.CI || env.TEAMCITY_VERSION) return false;
  return hasLinks(env);
}

/** From which version a terminal has them. Others that name themselves are not known to. */
function hasLinks(env: Environment): boolean {
  const version = numbers(env.TERM_PROGRAM_VERSION);
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return isAtLeast(version, [3, 1]);
    case 'WezTerm':
      return isAtLeast(version, [20200620]);
    case 'vscode':
      return env.CURSOR_TRACE_ID !== undefined || isAtLeast(version, [1, 72]);
    case 'ghostty':
    case 'WarpTerminal':
    case 'zed':
      return true;
  }
  // 5202 is 0.52.2; 0.50.0 crashes on them.
  if (env.VTE_VERSION) return Number(env.VTE_VERSION) > 5000;
  return env.TERM === 'xterm-kitty' || env.TERM === 'alacritty';
}

function numbers(version = ''): readonly number[] {
  return version.split(/[.-]/).map((part) => Number.parseInt(part, 10));
}

function isAtLeast(
  [major = 0, minor = 0]: readonly number[],
  [least = 0, second = 0]: readonly number[],
): boolean {
  return major > least || (major === least && minor >= second);
}

/** The text, on which a terminal opens the address. Both hold no control characters. */
export function hyperlink(text: string, address: string): string {
  return `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;
}

/**
 * The address of a file on the machine of that name; a terminal over SSH can tell it from its own. The line goes
 * along only to terminals that open files at one: others would not find the file.
 */
export function fileAddress(
  path: string,
  hostName: string,
  line: number | undefined,
  env: Environment,
): string {
  const opensAtLine =
    env.TERM_PROGRAM === 'vscode' || env.TERM_PROGRAM === 'iTerm.app' || env.TERM === 'xterm-kitty';
  return `file://${percentEncoded(hostName)}${percentEncoded(path)}${opensAtLine && line ? `#${line}` : ''}`;
}

function percentEncoded(text: string): string {
  let out = '';
  for (const byte of encode(text)) {
    const char = String.fromCharCode(byte);
    out += /[\w./~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}
