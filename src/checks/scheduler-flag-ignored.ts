import { commandLineOf, lastUse } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'scheduler-flag-ignored',
  scope: 'file',
  summary: 'kube-scheduler is given a flag that it ignores because it has a configuration file',
  severity: 'info',
  programs: ['kube-scheduler'],
  why: 'With --config the scheduler takes its connection and its profiling from the file, and the flags for them have no effect. A kubeconfig that only the flag names is not used: the scheduler then looks for a service account, which a static pod does not have.',
  bad: '--config=/etc/kubernetes/scheduler-config.yaml --kubeconfig=/etc/kubernetes/scheduler.conf',
  good: 'clientConnection.kubeconfig in the file that --config names',
  fix: 'Set the value in the configuration file.',
  links: ['cmd/kube-scheduler/app/options/options.go Options.ApplyTo, ApplyDeprecated'],
  check: ({ components }) => components.flatMap(ignoredFlags),
});

/** By flag, the member of the KubeSchedulerConfiguration that counts (cmd/kube-scheduler/app/options/deprecated.go). */
const MEMBERS: Readonly<Record<string, string>> = {
  kubeconfig: 'clientConnection.kubeconfig',
  'kube-api-content-type': 'clientConnection.contentType',
  'kube-api-qps': 'clientConnection.qps',
  'kube-api-burst': 'clientConnection.burst',
  profiling: 'enableProfiling',
  'contention-profiling': 'enableContentionProfiling',
};

function ignoredFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (line?.program !== 'kube-scheduler') return [];
  const config = lastUse(line, 'config');
  if (!config || config.value === '') return [];
  return Object.entries(MEMBERS).flatMap(([flag, member]) => {
    const use = lastUse(line, flag);
    if (!use) return [];
    return [
      {
        message: `"--${flag}" has no effect beside "--config": "${member}" of "${config.value}" counts`,
        location: component.source.locate(use.word.range),
        help: `set "${member}" there`,
        related: [
          { location: component.source.locate(config.word.range), message: 'the configuration file' },
        ],
      },
    ];
  });
}
