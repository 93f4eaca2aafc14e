import type { Ask } from './ask.ts';
import { member, parsed } from './json.ts';
import type { LogLine } from './machine-state.ts';

/** A start of a kubelet that logs its configuration and flags has some hundred lines. */
const LINES = 1000;
/** What a line is cut to: a kubelet that dumps an object writes as much as it likes. */
export const MAX_LINE = 4096;

/** Where the journal's files are, for a machine that is not this one: journald.conf(5) Storage=. */
export const JOURNAL_DIRECTORIES = ['/var/log/journal', '/run/log/journal'];

/** The last lines of a unit since the machine's boot: of this machine, or out of a directory of journal files. */
export function readJournal(
  ask: Ask,
  unit: string,
  directory?: string,
): { readonly ok: true; readonly lines: readonly LogLine[] } | { ok: false; why: string } {
  const answer = ask('journalctl', [
    ...(directory === undefined ? [] : [`--directory=${directory}`]),
    `--unit=${unit}`,
    '--boot',
    `--lines=${LINES}`,
    '--output=json',
    '--output-fields=MESSAGE,_PID',
    '--all',
    '--no-pager',
    '--quiet',
  ]);
  return answer.ok ? { ok: true, lines: parseJournal(answer.stdout) } : answer;
}

/** Reads `journalctl --output=json`: an object a line. */
function parseJournal(text: string): readonly LogLine[] {
  return text.split('\n').flatMap((line) => {
    const entry = parsed(line);
    const message = messageOf(member(entry, 'MESSAGE'));
    if (message === undefined) return [];
    const time = Math.floor(Number(member(entry, '__REALTIME_TIMESTAMP')) / 1000);
    const pid = Number(member(entry, '_PID'));
    return {
      ...(Number.isFinite(time) && { time }),
      ...(Number.isSafeInteger(pid) && pid > 0 && { pid }),
      text: message.slice(0, MAX_LINE),
    };
  });
}

/** Text that is not UTF-8 comes as a list of bytes. */
function messageOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  return new TextDecoder().decode(Uint8Array.from(value.slice(0, MAX_LINE), Number));
}
