import { describe, expect, it } from 'vitest';
import { argumentsOf, nodeOf, openLineOn, sourceOf } from './open.ts';

const CONFIG = '/etc/origin/node/node-config.yaml';
const config = `kind: NodeConfig
apiVersion: v1
nodeName: Node1
masterKubeConfig: node.kubeconfig
volumeDirectory: /var/lib/volumes
kubeletArguments:
  pod-manifest-path: [/etc/origin/node/pods]
  node-labels: [a=b, c=d]
  max-pods: [40]
  cert-dir: [certificates]
podManifestConfig:
  path: other
  fileCheckIntervalSeconds: 30
`;

describe('openshift start node', () => {
  const line = `/usr/bin/openshift start node --config=${CONFIG} --loglevel=2`;

  it('makes flags of its configuration, sorted, with paths below it', () => {
    const host = nodeOf({ [CONFIG]: config });
    const opened = openLineOn(host, line);
    expect(argumentsOf(opened)).toEqual([
      '--cert-dir=/etc/origin/node/certificates',
      '--hostname-override=Node1',
      '--kubeconfig=/etc/origin/node/node.kubeconfig',
      '--max-pods=40',
      '--node-labels=a=b',
      '--node-labels=c=d',
      '--pod-manifest-path=/etc/origin/node/pods',
      '--root-dir=/var/lib/volumes',
    ]);
    const word = opened?.next?.argv.find(({ value }) => value.startsWith('--pod-manifest-path'));
    expect(word?.origin).toMatchObject({ kind: 'file', location: { file: CONFIG, line: 7 } });
    expect(sourceOf(host, opened).staticPodPath).toBe('/etc/origin/node/pods');
  });

  it('takes podManifestConfig where kubeletArguments has no path', () => {
    const host = nodeOf({ [CONFIG]: config.replace(/ {2}pod-manifest-path.*\n/, '') });
    expect(sourceOf(host, openLineOn(host, line)).staticPodPath).toBe('/etc/origin/node/other');
  });

  it.each([
    [{}, "can't be read"],
    [{ [CONFIG]: 'kind: Pod\n' }, 'is no NodeConfig'],
    [{ [CONFIG]: 'a: [' }, 'is no YAML'],
    [{ [CONFIG]: '' }, 'is no NodeConfig'],
  ])('%o: nothing is known, and why', (files, why) => {
    const opened = openLineOn(nodeOf(files), line);
    expect(opened?.next).toBeNull();
    expect(opened?.diagnostics[0]?.message).toContain(why);
  });

  it('needs a configuration, and is not every command of that name', () => {
    expect(openLineOn(nodeOf(), '/usr/bin/openshift start node')?.next).toBeNull();
    expect(openLineOn(nodeOf(), '/usr/bin/openshift version')).toBeUndefined();
  });
});

describe('the script openshift-node', () => {
  const script = `#!/bin/sh
conf=/etc/origin/node/bootstrap-node-config.yaml
test -f ${CONFIG} && conf=${CONFIG}
eval "exec hyperkube kubelet $(openshift-node-config --config=$conf)"
`;

  it("prefers the node's own configuration", () => {
    const files = { '/usr/local/bin/openshift-node': script, [CONFIG]: config };
    const bootstrap = {
      '/etc/origin/node/bootstrap-node-config.yaml': config.replace('/etc/origin/node/pods', '/b'),
    };
    const pathOf = (node: Record<string, string>) => {
      const host = nodeOf(node);
      return sourceOf(host, openLineOn(host, '/usr/local/bin/openshift-node')).staticPodPath;
    };
    expect(pathOf({ ...files, ...bootstrap })).toBe('/etc/origin/node/pods');
    expect(pathOf({ '/usr/local/bin/openshift-node': script, ...bootstrap })).toBe('/b');
  });

  it('is unknown without one', () => {
    const host = nodeOf({ '/usr/local/bin/openshift-node': script });
    expect(openLineOn(host, '/usr/local/bin/openshift-node')?.next).toBeNull();
  });
});
