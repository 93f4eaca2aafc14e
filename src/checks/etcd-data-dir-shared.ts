import { dataDirectoryOf } from '../control-plane/etcd-data.ts';
import { configuredEtcdsOf, type Etcd, settingOf } from '../control-plane/etcd-line.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-data-dir-shared',
  scope: 'directory',
  summary: 'two etcds of one node have one data directory',
  severity: 'warning',
  why: 'The first to start locks the database file. The other waits for the lock for ever and serves nobody; when the first is restarted, the other may have it. A copy of a manifest beside the original does that.',
  bad: 'etcd.yaml and etcd-new.yaml, both with the hostPath /var/lib/etcd for --data-dir',
  good: 'etcd-events.yaml with the hostPath /var/lib/etcd-events',
  fix: 'Give each its own directory on the node, or remove the one that is not meant.',
  links: [
    'go.etcd.io/bbolt/db.go Open, flock',
    'go.etcd.io/etcd/server/v3/etcdserver/bootstrap.go openBackend',
  ],
  check: ({ files }) => {
    const etcds = configuredEtcdsOf(runningComponents(files));
    if (etcds.length < 2) return NOTHING;
    const first = new Map<string, Etcd>();
    return etcds.flatMap((etcd): Finding[] => {
      const directory = dataDirectoryOf(etcd);
      if (directory === null) return [];
      const other = first.get(directory);
      if (!other) {
        first.set(directory, etcd);
        return [];
      }
      return [
        {
          message: `two etcds keep their data in "${directory}": only one can have it, and the other waits for ever`,
          location: place(etcd),
          help: 'give each its own directory, or remove the one that is not meant',
          related: [{ location: place(other), message: 'the other one' }],
        },
      ];
    });
  },
});

function place({ component, line }: Etcd) {
  return component.source.locate(settingOf(line, 'data-dir').range ?? component.container.range);
}
