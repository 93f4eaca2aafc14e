import { until } from '../node/until.ts';
import { addPod, manifest, pathOf, removePod } from './manifest.ts';
import { isDeleted, logged, phaseIs, runs, type State, WITHOUT_FINALIZERS } from './state.ts';

const WEB = 'kube-system/web-node01';

/** States for which the kubelet or the API server is stopped, or that pass by themselves: one after another. */
export const PASSING_STATES: readonly State[] = [
  {
    name: 'outdated, the kubelet is stopped',
    mode: 'systemd',
    make: ({ node }) => {
      node.kubelet.stop();
      node.edit(pathOf('web'), 'spctl.test/pod:1', 'spctl.test/pod:2');
    },
    proof: runs('127.0.0.1:8081'),
    pod: WEB,
    says: {
      state: 'outdated',
      why: /what the file said before.*the kubelet does not run/,
      mirror: 'there',
    },
  },
  {
    name: 'outdated, not picked up yet',
    make: ({ node }) => {
      node.shell('pkill -STOP -x kubelet');
      node.edit(pathOf('web'), '"-listen"', '"-exit", "-1", "-listen"');
    },
    proof: runs('127.0.0.1:8081'),
    pod: WEB,
    says: { state: 'outdated', why: /what the file said before/, help: /every 20 s/, mirror: 'there' },
    mend: ({ node }) => void node.shell('pkill -CONT -x kubelet'),
  },
  {
    name: 'unwanted, the kubelet is stopped',
    mode: 'systemd',
    make: ({ node }) => {
      node.kubelet.stop();
      removePod(node, 'web');
    },
    proof: runs('127.0.0.1:8081'),
    pod: WEB,
    says: { state: 'unwanted', why: /no file wants it any more.*the kubelet does not run/, mirror: 'there' },
  },
  {
    name: 'unwanted, its file is broken',
    make: ({ node }) => node.edit(pathOf('web'), '  hostNetwork', ' hostNetwork'),
    proof: (cluster) =>
      logged(/Unable to process watch event/, /web\.yaml/)(cluster) && runs('127.0.0.1:8081')(cluster),
    pod: WEB,
    says: {
      state: 'unwanted',
      why: /which the kubelet refuses|its file is refused/,
      mirror: 'there',
    },
    file: { path: /\/web\.yaml$/, verdict: 'refused', why: /YAML|mapping/ },
  },
  {
    name: 'stale mirror, the kubelet could not tell yet',
    make: async (cluster) => {
      const { node, api } = cluster;
      addPod(node, { name: 'old' });
      await until('it runs', 30, () => phaseIs('default/old-node01', 'Running')(cluster));
      // One that hangs would keep the kubelet from starting it.
      api.kill();
      addPod(node, { name: 'old', args: '-listen, ":8093"' });
      await until('the new one runs', 60, () => runs(':8093')(cluster));
      node.shell('pkill -STOP -x kubelet');
      await api.start();
    },
    proof: (cluster) =>
      phaseIs('default/old-node01', 'Running')(cluster) &&
      `${runs(':8093')(cluster)}; in the API: the old one`,
    pod: 'default/old-node01',
    says: { state: 'running', mirror: 'stale', mirrorWhy: /does not run any more/ },
    mend: ({ node }) => void node.shell('pkill -CONT -x kubelet'),
  },
  {
    name: 'no mirror, the node is not registered',
    make: ({ node, api }) => {
      node.kubelet.stop();
      api.send('DELETE', '/api/v1/nodes/node01');
      node.edit('/var/lib/kubelet/kubeadm-flags.env', '="', '="--register-node=false ');
      node.kubelet.start();
      addPod(node, { name: 'early', args: '-listen, ":8094"' });
    },
    proof: (cluster) =>
      logged(/node \\"node01\\" not found|node is not registered/)(cluster) && runs(':8094')(cluster),
    pod: 'default/early-node01',
    says: { state: 'running', mirror: 'missing', mirrorWhy: /the node is not registered/ },
  },
  {
    name: 'only the mirror is left, it has a finalizer',
    make: async (cluster) => {
      addPod(cluster.node, {
        name: 'held',
        metadata: 'finalizers: [example.com/held]',
        args: '-listen, ":8095"',
      });
      await until('it runs', 30, () => phaseIs('default/held-node01', 'Running')(cluster));
      removePod(cluster.node, 'held');
    },
    proof: (cluster) => (runs(':8095')(cluster) ? undefined : isDeleted('default/held-node01')(cluster)),
    pod: 'default/held-node01',
    says: {
      state: 'mirrorOnly',
      why: /only its mirror pod is left/,
      help: /^kubectl patch pod held-node01 -n default .*finalizers/,
      mirror: 'terminating',
    },
    mend: ({ api }) => api.send('PATCH', '/api/v1/namespaces/default/pods/held-node01', WITHOUT_FINALIZERS),
  },
  {
    name: 'mirror not known, the API server is down',
    make: ({ api }) => api.kill(),
    proof: logged(/connection refused/),
    pod: WEB,
    says: { state: 'running', mirror: 'unknown', mirrorWhy: /127\.0\.0\.1:6443/ },
    exit: 3,
    mend: ({ api }) => api.start(),
  },
  {
    name: 'mirror not known, the API server hangs',
    make: ({ api }) => api.halt(),
    proof: ({ node }) =>
      node.run('curl', '-sk', '-m', '1', 'https://127.0.0.1:6443/readyz').status === 28
        ? 'curl: timed out'
        : undefined,
    pod: WEB,
    says: { state: 'running', mirror: 'unknown', mirrorWhy: /127\.0\.0\.1:6443/ },
    exit: 3,
    mend: ({ api }) => api.goOn(),
  },
  {
    name: 'running, the kubelet is stopped',
    mode: 'systemd',
    make: ({ node }) => node.kubelet.stop(),
    proof: runs('127.0.0.1:8081'),
    pod: WEB,
    says: { state: 'running', mirror: 'there' },
    exit: 0,
  },
  {
    // Nothing tells where a kubelet without a unit would read.
    name: 'not known, the kubelet is stopped',
    mode: 'plain',
    make: ({ node }) => node.kubelet.stop(),
    proof: runs('127.0.0.1:8081'),
    pod: WEB,
    says: { state: null },
    exit: 3,
  },
  {
    name: 'missing, the kubelet is stopped',
    mode: 'systemd',
    make: ({ node }) => {
      node.kubelet.stop();
      node.write(pathOf('next'), manifest({ name: 'next' }));
    },
    proof: runs('127.0.0.1:8081'),
    pod: 'default/next-node01',
    says: { state: 'missing', why: /the kubelet does not run/, help: /spctl doctor/, mirror: 'missing' },
  },
];
