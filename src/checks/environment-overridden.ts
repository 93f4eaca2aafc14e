import { wholeLine } from '../diagnostics/whole-line.ts';
import type { Host } from '../node/host/host.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { isStartedBySystemd, textOf } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'environment-overridden',
  scope: 'node',
  area: 'unit',
  summary: 'an Environment= line that an environment file overrides',
  severity: 'warning',
  why: 'systemd reads environment files when it starts the service, over whatever Environment= says, also in a later drop-in. Flags written there do not reach the kubelet.',
  bad: 'Environment="KUBELET_EXTRA_ARGS=--v=4" in a drop-in, and KUBELET_EXTRA_ARGS in /etc/default/kubelet',
  good: 'KUBELET_EXTRA_ARGS in /etc/default/kubelet alone',
  fix: 'Write the flags into the environment file.',
  links: ['systemd.exec(5) EnvironmentFile=', 'systemd src/core/exec-invoke.c exec_child'],
  check: ({ host, report }) => {
    if (!isStartedBySystemd(report)) return NOTHING;
    const { unit, described } = report.found!.service;
    const read = new Set(unit.environmentFiles.filter(({ loaded }) => loaded).map(({ path }) => path));
    const overridden = [...(described?.environment ?? [])].flatMap(([name, { origin, value }]) => {
      const by = origin?.location;
      return by && read.has(by.file) ? [{ name, by, value }] : [];
    });
    if (overridden.length === 0) return NOTHING;
    const files = [...(unit.fragment === undefined ? [] : [unit.fragment]), ...unit.dropIns];
    return files.flatMap((file) => overriddenIn(host, file, overridden));
  },
});

interface Overridden {
  readonly name: string;
  readonly by: NonNullable<Finding['location']>;
  readonly value: string;
}

function overriddenIn(host: Host, file: string, variables: readonly Overridden[]): Finding[] {
  const lines = textOf(host, file)?.split('\n') ?? [];
  return lines.flatMap((line, at) => {
    const settings = /^[ \t]*Environment[ \t]*=(.*)/.exec(line)?.[1];
    if (settings === undefined) return [];
    return variables.flatMap(({ name, by, value }) => {
      const own = new RegExp(`(?:^|[\\s"'])${name}=(.*)`).exec(settings)?.[1];
      // An empty default, and what is the same, lose nothing.
      if (own === undefined || /^["']?\s*$/.test(own) || (value !== '' && own.includes(value))) return [];
      return [
        {
          message: `this "${name}" has no effect: the environment file "${by.file}" sets it too, and wins`,
          location: wholeLine(file, line, at + 1),
          help: `write the value into "${by.file}", or use another variable`,
          related: [{ location: by, message: `"${name}" gets its value here` }],
        },
      ];
    });
  });
}
