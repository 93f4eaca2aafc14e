import type { ApiServer } from '../api/api-server.ts';
import { until } from '../node/until.ts';
import { addPod, manifest, pathOf } from './manifest.ts';
import { isDeleted, logged, phaseIs, runs, type State, WITHOUT_FINALIZERS } from './state.ts';

const namespace = (api: ApiServer, name: string, labels: object = {}) =>
  api.send('POST', '/api/v1/namespaces', { metadata: { name, labels } });

/** A pod of the API server, bound to the node as a scheduler would have done. */
function addApiPod(api: ApiServer, name: string): void {
  const container = { name: 'main', image: 'spctl.test/pod:1', imagePullPolicy: 'Never' };
  const spec = {
    nodeName: 'node01',
    hostNetwork: true,
    automountServiceAccountToken: false,
    containers: [container],
  };
  api.send('POST', '/api/v1/namespaces/default/pods', { metadata: { name }, spec });
}

/** States that stay as they are, all on one node beside each other. */
export const STEADY_STATES: readonly State[] = [
  {
    name: 'running, its mirror there',
    make: () => undefined,
    proof: phaseIs('kube-system/web-node01', 'Running'),
    pod: 'kube-system/web-node01',
    says: { state: 'running', file: /\/web\.yaml$/, mirror: 'there' },
  },
  {
    name: 'crashing',
    make: ({ node }) => addPod(node, { name: 'crash', args: '-exit, "3"' }),
    proof: phaseIs('default/crash-node01', 'CrashLoopBackOff'),
    pod: 'default/crash-node01',
    says: { state: 'crashing', why: /exit code 3/, evidence: /ending with 3/, mirror: 'there' },
  },
  {
    name: 'completed, restartPolicy: OnFailure',
    make: ({ node }) => addPod(node, { name: 'once', args: '-exit, "0"', spec: 'restartPolicy: OnFailure' }),
    proof: phaseIs('default/once-node01', 'Succeeded'),
    pod: 'default/once-node01',
    says: { state: 'completed', mirror: 'there' },
  },
  {
    name: 'completed, restartPolicy: Never',
    make: ({ node }) => addPod(node, { name: 'never', args: '-exit, "0"', spec: 'restartPolicy: Never' }),
    proof: phaseIs('default/never-node01', 'Succeeded'),
    pod: 'default/never-node01',
    says: { state: 'completed', mirror: 'there' },
  },
  {
    name: 'failed, restartPolicy: Never',
    make: ({ node }) => addPod(node, { name: 'fail', args: '-exit, "4"', spec: 'restartPolicy: Never' }),
    proof: phaseIs('default/fail-node01', 'Failed'),
    pod: 'default/fail-node01',
    says: {
      state: 'failed',
      why: /exit code 4, and the kubelet does not start it again/,
      evidence: /ending with 4/,
      mirror: 'there',
    },
  },
  {
    name: 'missing, its host port is taken',
    make: async (cluster) => {
      const container = 'ports: [{ containerPort: 8085, hostPort: 8085 }]';
      addPod(cluster.node, { name: 'first', container });
      await until('the first one runs', 30, () => phaseIs('default/first-node01', 'Running')(cluster));
      addPod(cluster.node, { name: 'late', container });
    },
    proof: logged(/late-node01/, /Predicate NodePorts failed/),
    pod: 'default/late-node01',
    says: {
      state: 'missing',
      why: /did not admit it.*NodePorts/,
      help: /restart the kubelet/,
      mirror: 'missing',
    },
  },
  {
    name: 'starting, its image can not be pulled',
    make: ({ node }) =>
      addPod(node, { name: 'pull', image: '127.0.0.1:1/none:1', pullPolicy: 'IfNotPresent' }),
    proof: phaseIs('default/pull-node01', 'ImagePullBackOff'),
    pod: 'default/pull-node01',
    says: { state: 'starting', why: /127\.0\.0\.1:1/, help: /tries again/, mirror: 'there' },
  },
  {
    name: 'starting, its image is not there and never pulled',
    make: ({ node }) => addPod(node, { name: 'absent', image: 'spctl.test/absent:1' }),
    proof: phaseIs('default/absent-node01', 'ErrImageNeverPull'),
    pod: 'default/absent-node01',
    says: { state: 'starting', why: /ErrImageNeverPull/, mirror: 'there' },
  },
  {
    name: 'refused, no YAML',
    make: ({ node }) => node.write(pathOf('broken'), manifest({ name: 'broken' }).replace('  name', ' name')),
    proof: logged(/broken\.yaml/, /couldn't parse as pod/),
    pod: 'default/broken-node01',
    says: { state: null },
    file: { path: /\/broken\.yaml$/, verdict: 'refused', why: /mapping values|not YAML|indent/ },
  },
  {
    name: 'refused, a Secret',
    make: ({ node }) =>
      addPod(node, { name: 'secret', spec: 'volumes: [{ name: key, secret: { secretName: key } }]' }),
    proof: logged(/secret\.yaml/, /static pods may not reference secrets/),
    pod: 'default/secret-node01',
    says: { state: null },
    file: { path: /\/secret\.yaml$/, verdict: 'refused', why: /secrets/ },
  },
  {
    name: 'shadowed by its copy',
    make: ({ node }) => {
      addPod(node, { name: 'db', args: '-listen, ":8091"' });
      node.write(`${pathOf('db')}.bak`, manifest({ name: 'db', args: '-listen, ":8092"' }));
    },
    proof: runs(':8092'),
    pod: 'default/db-node01',
    says: { state: 'running', file: /db\.yaml\.bak$/ },
    file: { path: /\/db\.yaml$/, verdict: 'shadowed', why: /db\.yaml\.bak/ },
  },
  {
    name: 'no mirror, its namespace is missing',
    make: ({ node }) => addPod(node, { name: 'lost', namespace: 'nope' }),
    proof: logged(/Failed creating a mirror pod/, /nope/),
    pod: 'nope/lost-node01',
    says: { state: 'running', mirror: 'missing', mirrorWhy: /no namespace "nope"/ },
  },
  {
    name: 'no mirror, Pod Security',
    make: ({ node, api }) => {
      namespace(api, 'strict', { 'pod-security.kubernetes.io/enforce': 'baseline' });
      addPod(node, { name: 'loose', namespace: 'strict' });
    },
    proof: logged(/Failed creating a mirror pod/, /violates PodSecurity/),
    pod: 'strict/loose-node01',
    says: { state: 'running', mirror: 'missing', mirrorWhy: /violates PodSecurity "baseline:latest"/ },
  },
  {
    name: 'no mirror, a quota',
    make: async ({ node, api }) => {
      namespace(api, 'full');
      const quotas = '/api/v1/namespaces/full/resourcequotas';
      api.send('POST', quotas, { metadata: { name: 'none' }, spec: { hard: { pods: '0' } } });
      // A controller would have written it.
      api.send('PATCH', `${quotas}/none/status`, { status: { hard: { pods: '0' }, used: { pods: '0' } } });
      addPod(node, { name: 'more', namespace: 'full' });
    },
    proof: logged(/Failed creating a mirror pod/, /exceeded quota/),
    pod: 'full/more-node01',
    says: { state: 'running', mirror: 'missing', mirrorWhy: /exceeded quota: none/ },
  },
  {
    name: 'no mirror, a priority without its class',
    make: ({ node }) => addPod(node, { name: 'rank', spec: 'priority: 5' }),
    proof: logged(/Failed creating a mirror pod/, /rank/, /integer value of priority/),
    pod: 'default/rank-node01',
    says: { state: 'running', mirror: 'missing', mirrorWhy: /integer value of priority/ },
  },
  {
    name: 'no mirror, a pod of the API has its name',
    make: async (cluster) => {
      addApiPod(cluster.api, 'same-node01');
      await until('it runs', 30, () => phaseIs('default/same-node01', 'Running')(cluster));
      addPod(cluster.node, { name: 'same' });
    },
    proof: logged(/Failed creating a mirror pod/, /same-node01\\" already exists/),
    pod: 'default/same-node01',
    says: { state: 'running', file: /\/same\.yaml$/, mirror: 'anotherPod', mirrorWhy: /no mirror/ },
  },
  {
    name: 'its mirror shows another image',
    make: async (cluster) => {
      addPod(cluster.node, { name: 'edited' });
      await until('it runs', 30, () => phaseIs('default/edited-node01', 'Running')(cluster));
      const spec = { containers: [{ name: 'edited-main', image: 'spctl.test/pod:2' }] };
      cluster.api.send('PATCH', '/api/v1/namespaces/default/pods/edited-node01', { spec });
    },
    proof: ({ api }) =>
      JSON.stringify(api.pod('default', 'edited-node01') ?? '').includes('pod:2')
        ? 'in the API: pod:2'
        : undefined,
    pod: 'default/edited-node01',
    says: { state: 'running', mirror: 'edited', mirrorWhy: /"spctl\.test\/pod:2", which does not run/ },
  },
  {
    name: 'its mirror is being deleted, and has a finalizer',
    make: async (cluster) => {
      addPod(cluster.node, { name: 'held', metadata: 'finalizers: [example.com/held]' });
      await until('it runs', 30, () => phaseIs('default/held-node01', 'Running')(cluster));
      cluster.api.send('DELETE', '/api/v1/namespaces/default/pods/held-node01');
    },
    proof: isDeleted('default/held-node01'),
    pod: 'default/held-node01',
    says: { state: 'running', mirror: 'terminating', mirrorWhy: /waits for example\.com\/held/ },
    mend: ({ api }) => api.send('PATCH', '/api/v1/namespaces/default/pods/held-node01', WITHOUT_FINALIZERS),
  },
  {
    name: 'its mirror is being deleted',
    since: 37,
    make: async (cluster) => {
      addPod(cluster.node, { name: 'gone' });
      await until('it runs', 30, () => phaseIs('default/gone-node01', 'Running')(cluster));
      cluster.api.send('DELETE', '/api/v1/namespaces/default/pods/gone-node01');
    },
    proof: isDeleted('default/gone-node01'),
    pod: 'default/gone-node01',
    says: { state: 'running', mirror: 'terminating', mirrorWhy: /goes on/ },
  },
  {
    name: 'a pod of the API server alone',
    make: ({ api }) => addApiPod(api, 'normal'),
    proof: phaseIs('default/normal', 'Running'),
    pod: 'default/normal',
    says: { state: null },
  },
];
