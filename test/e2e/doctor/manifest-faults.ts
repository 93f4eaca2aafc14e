import type { PrivateNode } from '../node/private-node.ts';
import { type Fault, MANIFESTS, restarted } from './fault.ts';

const add =
  (name: string, change: (manifest: string) => string): Fault['inject'] =>
  (node) =>
    node.write(`${MANIFESTS}/${name}`, change(node.read(`${MANIFESTS}/web.yaml`)));

const renamed = (manifest: string, name: string, port: number) =>
  manifest.replaceAll('web', name).replace('8081', `${port}`);

/** The process of a static pod's container, by the port that its command line names. */
const runs = (node: PrivateNode, port: number) =>
  node.run('pgrep', '-af', `^/pod .*:${port}`).stdout.trim() || undefined;

/** Static pods. */
export const MANIFEST_FAULTS: readonly Fault[] = [
  {
    name: 'manifest with a syntax error',
    inject: add('db.yaml', (web) => renamed(web, 'db', 8082).replace('  hostNetwork', ' hostNetwork')),
    proof: /db\.yaml.*couldn't parse as pod\(yaml: line/,
    first: ['manifest-syntax', /mapping values/],
  },
  {
    name: 'field with the wrong type',
    inject: add('db.yaml', (web) =>
      renamed(web, 'db', 8082).replace('hostNetwork: true', 'hostNetwork: "yes"'),
    ),
    proof: /db\.yaml.*cannot unmarshal string into Go struct field/,
    first: ['manifest-type', /hostNetwork/],
  },
  {
    name: 'copy of a manifest beside it',
    inject: restarted((node) => {
      add('db.yaml', (web) => renamed(web, 'db', 8082))(node);
      add('db.yaml.bak', (web) => renamed(web, 'db', 8083))(node);
    }),
    proof: (node) => runs(node, 8083),
    first: ['manifest-shadowed', /db\.yaml/],
  },
  {
    name: 'host port of another static pod',
    inject: (node) => {
      const port = '      ports: [{ containerPort: 8082, hostPort: 8082 }]\n';
      add('db.yaml', (web) => `${renamed(web, 'db', 8082)}${port}`)(node);
      add('late.yaml', (web) => `${renamed(web, 'late', 8083)}${port}`)(node);
    },
    proof: /Pod admission denied.*NodePorts|Predicate NodePorts failed/,
    first: ['host-port-conflict', /8082/],
  },
  {
    name: 'Secret in a static pod',
    inject: add(
      'db.yaml',
      (web) => `${renamed(web, 'db', 8082)}  volumes: [{ name: key, secret: { secretName: key } }]\n`,
    ),
    proof: /static pods may not reference secrets/,
    first: ['manifest-api-reference', /[sS]ecret/],
  },
  {
    name: 'FIFO in the directory',
    inject: (node) => {
      node.shell(`mkfifo ${MANIFESTS}/wait`);
      add('db.yaml', (web) => renamed(web, 'db', 8082))(node);
    },
    proof: (node) => {
      const blocked = node.run(
        'bash',
        '-c',
        'grep -l wait_for_partner /proc/$(pgrep -x kubelet)/task/*/wchan',
      );
      return blocked.status === 0 ? 'a thread of the kubelet waits in wait_for_partner' : undefined;
    },
    first: ['manifest-fifo', /wait/],
  },
];
