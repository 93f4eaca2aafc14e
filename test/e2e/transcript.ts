import { appendFileSync } from 'node:fs';

/** What was seen of one fault or one state on one node. */
export interface Line {
  readonly what: string;
  readonly minor: string;
  readonly mode: string;
  /** In the words of the kubelet or systemd. */
  readonly proof: string;
  /** What spctl said of it, and in how many milliseconds. */
  readonly said: string;
  readonly milliseconds: number;
}

/** As a Markdown table, which also reads well as text. */
export function writeTranscript(what: string, said: string, lines: readonly Line[]): void {
  const rows = lines.map((line) => [
    line.what,
    line.minor,
    line.mode,
    cut(line.proof),
    cut(line.said),
    line.milliseconds.toFixed(0),
  ]);
  const table = [[what, 'kubelet', 'node', 'what happens', said, 'ms'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const drawn = table.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`);
  drawn.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  const text = `${drawn.join('\n')}\n`;
  console.log(text);
  if (process.env.SPCTL_E2E_TRANSCRIPT) appendFileSync(process.env.SPCTL_E2E_TRANSCRIPT, `${text}\n`);
}

/** Without the header of the kubelet's log, and of a long line what it begins and ends with. */
function cut(text: string): string {
  const line = text
    .replace(/^[IWEF]\d{4} \S+ +\d+ /, '')
    .replaceAll('|', '\\|')
    .trim();
  return line.length > 240 ? `${line.slice(0, 80)} ... ${line.slice(-155)}` : line;
}
