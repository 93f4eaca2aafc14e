import { describe, expect, it } from 'vitest';
import { argumentsOf, nodeOf, openLineOn, sourceOf } from './open.ts';

const configuration =
  'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodURL: http://127.0.0.1:4711/manifests\n';

describe('k0s', () => {
  it.each([['/run/k0s/kubelet/config.yaml'], ['/var/lib/k0s/kubelet-config.yaml']])(
    'gives its kubelet the configuration it wrote: %s',
    (path) => {
      const host = nodeOf({ [path]: configuration });
      const opened = openLineOn(host, '/usr/local/bin/k0s worker --token-file=/etc/k0s/token');
      expect(argumentsOf(opened)).toContain(`--config=${path}`);
      expect(sourceOf(host, opened)).toMatchObject({ url: 'http://127.0.0.1:4711/manifests' });
    },
  );

  it('has no path, and a URL that nobody knows, where no configuration is there', () => {
    const host = nodeOf();
    const opened = openLineOn(host, '/usr/local/bin/k0s worker');
    expect(sourceOf(host, opened)).toMatchObject({ kind: 'none', url: null });
    expect(opened?.next?.unknownFlags).toEqual(['containerd', 'hostname-override']);
    expect(opened?.diagnostics).toMatchObject([{ ruleId: 'static-pod-url-unknown', severity: 'info' }]);
    expect(opened?.link.assumed?.join()).toContain('http://127.0.0.1:PORT/manifests');
  });

  it('moves with its directories', () => {
    const line = '/usr/local/bin/k0s worker --data-dir /srv/k0s --kubelet-root-dir=/srv/kubelet';
    const opened = openLineOn(nodeOf({}, { hostName: 'Worker-1' }), line);
    expect(opened?.next?.exe).toBe('/srv/k0s/bin/kubelet');
    expect(argumentsOf(opened)).toEqual([
      '--cert-dir=/srv/kubelet/pki',
      '--hostname-override=worker-1',
      '--kubeconfig=/srv/k0s/kubelet.conf',
      '--root-dir=/srv/kubelet',
      '--runtime-cgroups=/system.slice/containerd.service',
      '--v=1',
    ]);
  });

  it('lets --kubelet-extra-args replace its flags', () => {
    const host = nodeOf({ '/run/k0s/kubelet/config.yaml': configuration });
    const extra = ' --pod-manifest-path=/p --v=4  --v=5 --fail-swap-on';
    const opened = openLineOn(host, ['/bin/k0s', 'worker', '--kubelet-extra-args', extra]);
    expect(sourceOf(host, opened).staticPodPath).toBe('/p');
    expect(argumentsOf(opened)).toContain('--v=5');
    expect(argumentsOf(opened)).toContain('--fail-swap-on=');
  });

  it.each([
    ['controller', 'starts no kubelet'],
    ['controller --enable-worker=false', 'starts no kubelet'],
    ['worker --profile=edge', 'worker profile "edge"'],
  ])('k0s %s: nothing is known, and why', (command, why) => {
    const opened = openLineOn(nodeOf(), `/usr/local/bin/k0s ${command}`);
    expect(opened?.next).toBeNull();
    expect(opened?.diagnostics[0]?.message).toContain(why);
  });

  it.each([
    'controller --single',
    'controller --enable-worker',
    'server --single=true',
    'worker --profile default',
  ])('k0s %s starts a kubelet', (command) => {
    expect(openLineOn(nodeOf(), `/usr/local/bin/k0s ${command}`)?.next).not.toBeNull();
  });
});
