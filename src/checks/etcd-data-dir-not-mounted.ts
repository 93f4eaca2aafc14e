import { mountPoint, placeOf } from '../control-plane/container-path.ts';
import { configuredEtcdsOf, type Etcd, settingOf } from '../control-plane/etcd-line.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'etcd-data-dir-not-mounted',
  scope: 'file',
  summary: "etcd's data lie in its container, and not on the node",
  severity: 'warning',
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
    return etcds.length === 0 ? NOTHING : etcds.flatMap(notMounted);
  },
});

function notMounted({ component, line }: Etcd): Finding[] {
  const { source, mounts } = component;
  return ['data-dir', 'wal-dir'].flatMap((flag): Finding[] => {
    const { text, range } = settingOf(line, flag);
    if (text === null || (flag === 'wal-dir' && text === '')) return [];
    const named =
      text === '' ? 'the directory of its name, for there is no --data-dir' : `"${text}" of --${flag}`;
    // A relative path begins where the image says, and no volume is mounted there by the way.
    if (text !== '' && (!text.startsWith('/') || placeOf(component, text).kind !== 'image')) return [];
    const data = mounts.find(
      ({ volume, mountPath }) => /data|etcd$/.test(volume) || /etcd/.test(mountPath.text),
    );
    const related = data && /\.(crt|key)|pki|cert/.test(mountPoint(data)) ? undefined : data;
    return [
      {
        message: `etcd keeps its data in ${named}, where no volume is mounted: they are lost with the container, and what lies on the node is not read`,
        location: source.locate(range ?? component.container.range),
        help: related
          ? `set --${flag}=${mountPoint(related)}, and change the volume's hostPath if the data lie elsewhere on the node`
          : 'mount a hostPath volume there',
        ...(related && {
          related: [{ location: source.locate(related.mountPath.range), message: 'mounted instead is this' }],
        }),
      },
    ];
  });
}
