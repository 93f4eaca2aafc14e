import type { Host } from '../node/host/host.ts';
import { clean, join, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'kubelet-drop-ins-unread',
  scope: 'node',
  area: 'configuration',
  summary: 'a directory of configuration drop-ins that no --config-dir names',
  severity: 'warning',
  why: 'The kubelet has no directory of drop-ins by itself, whatever it is called: it reads the one that --config-dir names. KubeletConfiguration files in another have no effect, and nothing is logged.',
  bad: '/etc/kubernetes/kubelet.conf.d/10-max-pods.conf, and no --config-dir',
  good: '--config-dir=/etc/kubernetes/kubelet.conf.d',
  fix: 'Add --config-dir to the command line, or move the settings into the --config file.',
  links: [
    'cmd/kubelet/app/server.go mergeKubeletConfigurations',
    'https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/#kubelet-configuration-drop-in-directory',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    if (!start || report.command?.unknownFlags?.includes('config-dir')) return NOTHING;
    const { config, configDir } = start.flags;
    const around = new Set([
      '/etc/kubernetes',
      '/var/lib/kubelet',
      ...(config.startsWith('/') ? [parentOf(config)] : []),
    ]);
    const used = configDir === '' ? undefined : realPath(host, clean(configDir));
    return [...around].flatMap((directory) => {
      const names = host.readDir(directory);
      if (!names.ok) return [];
      return names.value
        .filter((name) => name.endsWith('.d'))
        .map((name) => join(directory, name))
        .filter((path) => realPath(host, path) !== used)
        .flatMap((path) => unread(host, path, configDir));
    });
  },
});

function unread(host: Host, directory: string, configDir: string): Finding[] {
  const names = host.readDir(directory);
  const file = (names.ok ? names.value : [])
    .map((name) => join(directory, name))
    .find((path) => /\bKubeletConfiguration\b/.test(textOf(host, path) ?? ''));
  if (file === undefined) return [];
  const instead = configDir === '' ? 'there is no --config-dir' : `--config-dir names "${configDir}"`;
  return [
    {
      message: `the kubelet does not read the drop-ins in "${directory}": ${instead}`,
      location: { file },
      help:
        configDir === ''
          ? `add --config-dir=${directory} to its command line, or move the settings into the --config file`
          : `move the files to "${configDir}"`,
    },
  ];
}

function realPath(host: Host, path: string): string {
  const real = host.realPath(path);
  return real.ok ? real.value : path;
}
