import { etcdsOf } from '../control-plane/etcd-line.ts';
import { defineCheck } from './define-check.ts';

export default defineCheck({
  id: 'etcd-flag-going',
  scope: 'file',
  summary: 'a flag of etcd is gone in its next minor version',
  severity: 'info',
  programs: ['etcd'],
  why: 'The flag works in this version. The next minor version of etcd, which comes with an upgrade of the cluster, does not have it any more, and ends at once when it is given.',
  bad: '--experimental-watch-progress-notify-interval=5s with registry.k8s.io/etcd:3.6.5-0',
  good: '--watch-progress-notify-interval=5s with registry.k8s.io/etcd:3.6.5-0',
  fix: 'Use what takes its place, where this version has it already, or change it with the upgrade.',
  links: ['go.etcd.io/etcd/server/v3/etcdmain/config.go newConfig'],
  check: ({ components }) => {
    const etcds = etcdsOf(components);
    return etcds.flatMap(({ component: { source }, line: { release, uses } }) =>
      uses
        .filter(({ flag }) => release !== null && flag.until === release.minor)
        .map(({ flag: { name, instead }, word, value: text }) => ({
          message: `etcd 3.${release!.minor} is the last with "--${name}": 3.${release!.minor + 1} ends at once when it is given`,
          location: source.locate(word.range),
          help:
            instead === undefined
              ? 'remove it before the upgrade'
              : `then use "${instead}${instead.endsWith('=') ? text : ''}"`,
        })),
    );
  },
});
