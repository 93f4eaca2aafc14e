import { placeOf } from '../control-plane/container-path.ts';
import { dataPathOf } from '../control-plane/etcd-data.ts';
import { configuredEtcdsOf, type Etcd, settingOf } from '../control-plane/etcd-line.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-data-dir-not-mounted',
  scope: 'file',
  summary: "etcd's data lie in its container, and not on the node",
  severity: 'warning',
  programs: ['etcd'],
  why: "What a container writes beside its volumes is gone when the container is replaced: at the next restart of etcd, or change of its manifest. Then etcd starts a new, empty cluster. It happens when a restore changes --data-dir and not the mount, and then etcd doesn't see the restored data either.",
  bad: '--data-dir=/var/lib/etcd-restored, and a volume mounted at /var/lib/etcd',
  good: '--data-dir=/var/lib/etcd, and a hostPath volume mounted at /var/lib/etcd',
  fix: 'Let --data-dir be the mountPath, and change only the hostPath when the data lie elsewhere on the node.',
  links: [
    'go.etcd.io/etcd/server/v3/etcdmain/etcd.go startEtcdOrProxyV2',
    'cmd/kubeadm/app/phases/etcd/local.go GetEtcdPodSpec',
    'https://etcd.io/docs/v3.6/op-guide/recovery/',
  ],
  check: ({ components }) => {
    const etcds = configuredEtcdsOf(components);
    return etcds.flatMap(notMounted);
  },
});

const FLAGS = ['data-dir', 'wal-dir'] as const;

function notMounted(etcd: Etcd): Finding[] {
  const { component, line } = etcd;
  const { source, mounts } = component;
  return FLAGS.flatMap((flag): Finding[] => {
    const { text, range } = settingOf(line, flag);
    const location = source.locate(range ?? component.container.range);
    const inQuotes = /^(["'])(\/.+)\1$/.exec(text ?? '')?.[2];
    if (inQuotes !== undefined) {
      return [
        {
          message: `the quotes belong to the value of --${flag}: etcd keeps its data in a directory with quotes in its name, and not in "${inQuotes}"`,
          location,
          help: `write --${flag}=${inQuotes} without quotes, or with quotes around the whole item`,
        },
      ];
    }
    const path = dataPathOf(etcd, flag);
    if (path === null || placeOf(component, path).kind !== 'image') return [];
    const named = text === '' ? `"${path}", for there is no --data-dir` : `"${text}" of --${flag}`;
    const data = mounts.find(
      ({ volume, mountPath }) => /data|etcd$/.test(volume) || /etcd/.test(mountPath.text),
    );
    const related = data && /\.(crt|key)|pki|cert/.test(data.at) ? undefined : data;
    return [
      {
        message: `etcd keeps its data in ${named}, where no volume is mounted: they are lost with the container, and what lies on the node is not read`,
        location,
        help: related
          ? `set --${flag}=${related.at}, and change the volume's hostPath if the data lie elsewhere on the node`
          : 'mount a hostPath volume there',
        ...(related && {
          related: [{ location: source.locate(related.mountPath.range), message: 'mounted instead is this' }],
        }),
      },
    ];
  });
}
