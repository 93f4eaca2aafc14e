import { type LastStart, lastStart } from '../../runtime/last-start.ts';
import { type FoundCause, type LogCause, lastingCauses } from '../../runtime/log-causes/cause.ts';
import { endOf } from '../../runtime/log-causes/ends.ts';
import type { LogEntry } from '../../runtime/log-entries.ts';
import type { UnitState } from '../../runtime/machine-state.ts';
import type { Check, Finding, LiveSubject } from '../define-check.ts';

/*
 * What the checks of a running node ask of its kubelet at this moment.
 */

/** What systemd says of the kubelet's unit; undefined where it does not know it, or was not asked. */
export function unitNow({
  machine,
  report,
}: LiveSubject): (UnitState & { readonly name: string }) | undefined {
  const name = report.found?.service.unit.name;
  const state = name === undefined ? undefined : machine.units?.get(name);
  return name !== undefined && state && state.loadState !== 'not-found' ? { ...state, name } : undefined;
}

/** Whether somebody has stopped it, or it was never started: its log is then of another time. */
export function isStopped(subject: LiveSubject): boolean {
  return !subject.report.process && unitNow(subject)?.activeState === 'inactive';
}

/** What the kubelet has logged since its last start; undefined where there is no log, or it is over. */
export function logOfNow(subject: LiveSubject): LastStart | undefined {
  const { kubeletLog } = subject.machine;
  return kubeletLog && !isStopped(subject) ? lastStart(kubeletLog) : undefined;
}

/**
 * Why the kubelet does not go on running: the last words of its last start, or of the one before where systemd has
 * just started it again.
 */
export function endNow(subject: LiveSubject): FoundCause | undefined {
  const { process } = subject.report;
  const log = logOfNow(subject);
  if (!log) return undefined;
  const isNext = process !== null && process.pid !== log.entries.at(-1)?.pid;
  if (process && !isNext) return isBegun(log.entries) ? undefined : endOfBefore(subject, log.before);
  return isNext ? endOfBefore(subject, log.entries) : endOf(log.entries);
}

/** Only systemd's own restarts are of the same fault: who restarts it by hand may have mended it. */
function endOfBefore(subject: LiveSubject, entries: readonly LogEntry[]): FoundCause | undefined {
  if ((unitNow(subject)?.restarts ?? 0) === 0) return undefined;
  const end = endOf(entries);
  const since = (subject.machine.kubeletLog?.looked ?? 0) - (end?.entry.time ?? 0);
  return since <= RECENT ? end : undefined;
}

/** Longer than systemd waits between restarts, and a start takes; in milliseconds. */
const RECENT = 120_000;

/** Whether a start has come as far as to serve pods (pkg/kubelet/kubelet.go startKubelet, Run). */
function isBegun(entries: readonly LogEntry[]): boolean {
  return entries.some(({ text }) => /^"(?:Starting kubelet main sync loop|Started kubelet)"/.test(text));
}

/** The faults that last, as the log tells; of a kubelet that ends, why it ends tells what it has said before. */
export function lastingNow(subject: LiveSubject, causes: readonly LogCause[]): readonly FoundCause[] {
  const log = logOfNow(subject);
  return log && !endNow(subject)
    ? lastingCauses(log.entries, causes, subject.machine.kubeletLog!.looked)
    : [];
}

/** A finding with the line of the log that shows it, and with the unit's own name in what to do. */
export function loggedFinding(subject: LiveSubject, { message, help, entry }: FoundCause): Finding {
  const name = unitNow(subject)?.name ?? 'kubelet.service';
  const restart = `systemctl restart ${name.replace(/\.service$/, '')}`;
  return {
    message,
    help: help.replaceAll('systemctl restart kubelet', restart),
    evidence: [evidenceOf(entry)],
  };
}

/** The line with which the kubelet itself said at its end what a check has found, where it did. */
export function evidenceOfEnd(
  subject: LiveSubject,
  cause: string,
): { readonly evidence?: readonly string[] } {
  const end = endNow(subject);
  return end?.cause.id === cause ? { evidence: [evidenceOf(end.entry)] } : {};
}

function evidenceOf({ line }: LogEntry): string {
  return line.slice(0, MAX_EVIDENCE);
}

const MAX_EVIDENCE = 1000;

/** Whether a check finds something on this node. */
export function finds(check: Pick<Check<'node'> | Check<'live'>, 'check'>, subject: LiveSubject): boolean {
  return check.check(subject).length > 0;
}
