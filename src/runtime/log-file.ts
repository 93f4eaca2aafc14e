import { decode } from '../bytes/text.ts';
import type { Host } from '../node/host/host.ts';
import { MAX_LINE } from './journal.ts';
import type { KubeletLog, LogLine } from './machine-state.ts';

/** Of a log that is a file the end: about two thousand lines. */
const TAIL = 512 * 1024;

/** Where kubelets that do not write to the journal have their logs. */
const KUBELET_LOGS = ['/var/log/kubelet.log', '/var/log/kubelet/kubelet.log'];
/** Where a syslog daemon puts what everybody writes. */
const SYSTEM_LOGS = ['/var/log/syslog', '/var/log/messages'];

/**
 * The kubelet's log out of a file: the first with lines of a kubelet that was written to since a time. An older one
 * is what another start, or another way of starting it, has left.
 */
export function readLogFile(
  host: Host,
  files: readonly string[],
  since: number | null,
  now: number,
): KubeletLog | null {
  for (const source of [...files, ...KUBELET_LOGS, ...SYSTEM_LOGS]) {
    const info = host.stat(source);
    if (!info.ok || info.value.type !== 'file' || info.value.mtime < (since ?? 0)) continue;
    const tail = host.readTail(source, TAIL);
    if (!tail.ok) continue;
    const texts = decode(tail.value).split('\n');
    // The first is cut where the file is longer.
    if (info.value.size > TAIL) texts.shift();
    const lines = parseLog(texts, info.value.mtime, SYSTEM_LOGS.includes(source));
    const newest = lines.findLast(({ time }) => time !== undefined)?.time;
    // The last line is as old as the file's last change, whatever the node's time zone.
    if (lines.length > 0)
      return {
        source,
        lines,
        looked: newest === undefined ? now : newest + Math.max(0, now - info.value.mtime),
      };
  }
  return null;
}

/**
 * Reads the lines of a kubelet out of a text: klog's or JSON, bare or behind what a syslog daemon puts before each.
 * Of `mixed` text only lines that name the kubelet count. Times without a year are those before `written`.
 */
export function parseLog(texts: readonly string[], written: number, mixed: boolean): readonly LogLine[] {
  const year = new Date(written).getUTCFullYear();
  return texts.flatMap((line) => {
    const [prefix = '', pidOfPrefix] =
      /^(?:\S+ +\d+ [\d:]+|\d{4}-\S+) \S+ kubelet(?:\[(\d+)\])?: ?/.exec(line) ?? [];
    if (line === '' || (mixed && prefix === '')) return [];
    const text = line.slice(prefix.length, prefix.length + MAX_LINE).replace(/\r$/, '');
    const time = timeOf(text, year, written);
    const pid = Number(pidOfPrefix ?? KLOG.exec(text)?.[6]);
    return { ...(time !== undefined && { time }), ...(Number.isSafeInteger(pid) && { pid }), text };
  });
}

/** klog's header: severity, month and day, time, process (klog formatHeader). */
const KLOG = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d\.\d+) +(\d+) /;

/** In the node's own time zone: good for differences. */
function timeOf(text: string, year: number, written: number): number | undefined {
  const [, month, day, hours, minutes, seconds] = KLOG.exec(text) ?? [];
  if (month !== undefined) {
    const at = (when: number) =>
      Date.UTC(when, Number(month) - 1, Number(day), Number(hours), Number(minutes)) +
      Math.floor(Number(seconds) * 1000);
    // More than a day ahead is of the year before; less may be the time zone.
    return at(year) > written + 86_400_000 ? at(year - 1) : at(year);
  }
  const stamp = /^\{"ts":(\d+(?:\.\d+)?)/.exec(text)?.[1];
  return stamp === undefined ? undefined : stampOf(Number(stamp));
}

/** Zap's time: milliseconds with a fraction, as component-base/logs/json writes it; seconds in other programs. */
function stampOf(stamp: number): number {
  return Math.floor(stamp > 1e11 ? stamp : stamp * 1000);
}
