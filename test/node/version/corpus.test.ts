import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rootHost } from '../../../src/node/host/root-host.ts';
import { startKubelet } from '../../../src/node/kubelet/start-kubelet.ts';
import { startService } from '../../../src/node/systemd/start-service.ts';
import { detectKubeletVersion } from '../../../src/node/version/detect-kubelet-version.ts';
import { judgedVersion } from '../../../src/node/version/judged-version.ts';
import { legacyConfigFlag } from '../../../src/node/version/legacy-config-flag.ts';
import { knownStart, softened } from '../../../src/node/version/soften.ts';

const corpus = process.env.SPCTL_CORPUS ?? '';

function nodeOf(name: string) {
  const host = rootHost(`${corpus}/${name}`);
  const service = startService(host, 'kubelet.service');
  const environment = new Map([...(service.environment ?? [])].map(([key, { value }]) => [key, value]));
  return { host, service, evidence: { exe: service.exe, environment } };
}

describe.skipIf(corpus === '' || !existsSync(corpus))('real nodes', () => {
  test.each([
    ['minikube-containerd', '1.33.0', 'path'],
    ['tectonic-kubelet-wrapper', '1.9.6_coreos.2', 'image'],
    ['machine-controller-coreos-kubelet-wrapper', '1.18.14', 'image'],
    ['coreos-telephoneorg-kubelet-wrapper', '1.8.5_coreos.0', 'image'],
    ['hardway-kimsehwan', '1.29.1', 'control-plane'],
    ['roylez-vps-2017', '1.8.1', 'control-plane'],
  ])('%s tells %s', (name, text, origin) => {
    const { host, evidence } = nodeOf(name);
    expect(detectKubeletVersion(host, evidence)).toMatchObject({ text, origin });
  });

  test.each(['fedora-rhel-kubernetes-node-rpm', 'arch-cri-o-salpadding', 'kthw-1.32', 'kind-node'])(
    '%s tells nothing',
    (name) => {
      const { host, evidence } = nodeOf(name);
      expect(detectKubeletVersion(host, evidence)).toBeNull();
    },
  );

  test.each(['coreos-2015-d26a-swallowed-restart', 'rpi-k8sonpi-2015-legacy-config'])(
    '%s reads static pods from --config, and nothing is said to stop it',
    (name) => {
      const { host, service } = nodeOf(name);
      const legacy = legacyConfigFlag(service.argv ?? [], undefined)!;
      const version = judgedVersion({ found: legacy.version });
      const command = { argv: legacy.argv, cwd: '/', environment: new Map() };
      const start = startKubelet(host, command, version.minor);
      expect(start.config?.staticPodPath).toBe('/etc/kubernetes/manifests');
      expect(softened(start.diagnostics, version).filter(({ severity }) => severity !== 'info')).toEqual([]);
      expect(knownStart(start, version).starts).toBeNull();
    },
  );

  test('none but these has a --config of old', () => {
    for (const name of ['kthw-1.12', 'kthw-1.4', 'localkube-double-config', 'rpi-zero-standalone']) {
      expect(legacyConfigFlag(nodeOf(name).service.argv ?? [], undefined)).toBeNull();
    }
  });
});
