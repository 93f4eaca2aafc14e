import { type CommandLine, commandLineOf, isRecorded, lastUse } from '../../control-plane/command-line.ts';
import type { Component } from '../../control-plane/component.ts';
import { isOpen } from '../../control-plane/read-line.ts';
import { type SchedulerSettings, schedulerSettings } from '../../control-plane/scheduler-settings.ts';
import type { Node } from '../../yaml/tree.ts';
import type { Finding } from '../define-check.ts';

/** A scheduler whose settings are known. */
export interface KnownScheduler {
  readonly scheduler: Component;
  readonly line: CommandLine;
  readonly settings: SchedulerSettings;
  /** Out of flags alone. */
  readonly byFlags: boolean;
}

/** `config`: the root of its configuration file, undefined where it has none. Null for what is no known scheduler. */
export function knownScheduler(scheduler: Component, config: Node | undefined): KnownScheduler | null {
  const line = commandLineOf(scheduler);
  if (line?.program !== 'kube-scheduler' || !isRecorded(line.minor) || line.faults.length > 0) return null;
  const hasConfig = (lastUse(line, 'config')?.value ?? '') !== '';
  if (hasConfig !== (config !== undefined)) return null;
  if (line.uses.some(({ flag, value: text }) => flag.name.startsWith('leader-elect') && isOpen(text)))
    return null;
  return { scheduler, line, settings: schedulerSettings(line, config), byFlags: !hasConfig };
}

/** What a second scheduler and a first one do to each other; null where they get along. */
export function clash(second: KnownScheduler, first: KnownScheduler): Finding | null {
  const [a, b] = [first.settings, second.settings];
  const names = [`"${second.scheduler.pod.name}"`, `"${first.scheduler.pod.name}"`] as const;
  const shared = b.names.find((name) => a.names.includes(name));
  const related = [
    {
      location: first.scheduler.source.locate(first.scheduler.program!.range),
      message: 'the other scheduler',
    },
  ];
  const flag = lastUse(second.line, 'leader-elect') ?? lastUse(second.line, 'config');
  const location = second.scheduler.source.locate((flag?.word ?? second.scheduler.program!).range);
  if (b.lock !== null && a.lock === b.lock) {
    return {
      message: `${names[0]} and ${names[1]} wait for one lock, "${b.lock}": only one of the two schedules, and the other waits for ever`,
      location,
      help:
        shared === undefined
          ? 'give the second one "--leader-elect=false", or a lock of its own with "--leader-elect-resource-name"'
          : 'give the second one a schedulerName of its own in a file that its "--config" names, and leaderElect: false there',
      related,
    };
  }
  if (shared === undefined) return null;
  return {
    message: `${names[0]} and ${names[1]} both schedule the pods of "${shared}", and get in each other's way; no pod can choose one of them`,
    location,
    help: 'give the second one a schedulerName of its own, in a profile of the file that its "--config" names',
    related,
  };
}

/** Whether two schedulers talk to one API server, as far as their flags tell. */
export function sameCluster(a: CommandLine, b: CommandLine): boolean {
  return ['kubeconfig', 'master'].every((flag) => lastUse(a, flag)?.value === lastUse(b, flag)?.value);
}
