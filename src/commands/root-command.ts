import { printable } from '../report/text/escape.ts';

/**
 * The command to repeat as root: sudo resets PATH, so Node.js and script are named by their full paths.
 */
export function rootCommand(node: string, argv: readonly string[]): string {
  return ['sudo', node, ...argv.slice(1)].map(shellQuote).join(' ');
}

function shellQuote(word: string): string {
  if (printable(word) !== word) return `$'${printable(word).replaceAll("'", "\\'")}'`;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
