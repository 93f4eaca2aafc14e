import { configuredEtcdsOf, settingOf } from '../control-plane/etcd-line.ts';
import { readCluster } from '../control-plane/etcd-urls.ts';
import { defineCheck } from './define-check.ts';

export default defineCheck({
  id: 'etcd-even-members',
  scope: 'file',
  summary: 'an etcd cluster with an even number of members',
  severity: 'info',
  programs: ['etcd'],
  why: 'A cluster works while more than half of its members do. Four members bear the loss of one, as three do; two members bear none: either of them down stops the cluster.',
  bad: '--initial-cluster=cp-1=https://10.0.0.5:2380,cp-2=https://10.0.0.6:2380',
  good: '--initial-cluster=cp-1=https://10.0.0.5:2380,cp-2=https://10.0.0.6:2380,cp-3=https://10.0.0.7:2380',
  fix: 'Use one, three or five members.',
  links: ['https://etcd.io/docs/v3.6/faq/#why-an-odd-number-of-cluster-members'],
  check: ({ components }) => {
    const etcds = configuredEtcdsOf(components);
    return etcds.flatMap(({ component, line }) => {
      const { text, range } = settingOf(line, 'initial-cluster');
      // Who joins writes down the members of that moment: kubeadm makes the second of three with two.
      const isJoining = settingOf(line, 'initial-cluster-state').text !== 'new';
      const count = range && text ? new Set(readCluster(text).map(({ name }) => name)).size : 1;
      if (count % 2 === 1 || !range || isJoining) return [];
      const lost = count / 2 - 1;
      return [
        {
          message: `${count} members bear the loss of ${lost === 0 ? 'none' : lost}, no more than ${count - 1} ${count === 2 ? 'does' : 'do'}`,
          location: component.source.locate(range),
          help: `start with ${count + 1} members, or ${count - 1}`,
        },
      ];
    });
  },
});
