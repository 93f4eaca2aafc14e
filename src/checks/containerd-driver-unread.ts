import { defineCheck, NOTHING } from './define-check.ts';
import { asksContainerd, containerdMajor, readContainerd } from './reading/containerd.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'containerd-driver-unread',
  scope: 'node',
  area: 'runtime',
  summary: 'SystemdCgroup stands where containerd does not read it',
  severity: 'warning',
  why: 'The tables of containerd\'s plugins have other names in each version of its configuration: [plugins.cri…] without a version, [plugins."io.containerd.grpc.v1.cri"…] with version = 2, [plugins."io.containerd.cri.v1.runtime"…] with version = 3. What stands in another table, or not in the options of a runtime, is skipped without a word, and containerd makes cgroups with "cgroupfs".',
  bad: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options] in a file without version = 2',
  good: 'version = 2 above it',
  fix: 'Write the version as the first line, and SystemdCgroup into the table of that version; "containerd config dump" shows what is taken.',
  links: [
    'containerd cmd/containerd/server/config/config.go Decode',
    'containerd docs/cri/config.md, docs/PLUGINS.md',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const containerd = start && asksContainerd(start) ? readContainerd(host) : undefined;
    if (!containerd?.unreadDriver) return NOTHING;
    const { version } = containerd;
    // Then it does not start at all.
    if (version > 2 && containerdMajor(host) === 1) return NOTHING;
    const plugin = version > 2 ? 'io.containerd.cri.v1.runtime' : 'io.containerd.grpc.v1.cri';
    const table = `[plugins."${plugin}".containerd.runtimes.runc.options]`;
    return [
      {
        message: `containerd makes cgroups with "cgroupfs": it does not read "SystemdCgroup" here in a configuration ${version < 2 ? 'that does not begin with "version = 2"' : `of "version = ${version}"`}`,
        location: containerd.unreadDriver,
        help:
          version < 2
            ? `write "version = 2" as the first line, and the setting below ${table}`
            : `put it below ${table}, and restart containerd`,
      },
    ];
  },
});
