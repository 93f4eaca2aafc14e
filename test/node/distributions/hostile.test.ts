import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnitless } from '../../../src/node/distributions/unitless.ts';
import { nodeOf, openLineOn } from './open.ts';

const FILES: readonly (readonly [line: string, file: string])[] = [
  ['/bin/k3s agent', '/etc/rancher/k3s/config.yaml'],
  ['/bin/k3s agent --kubelet-arg=config=/k', '/k'],
  ['/bin/k3s agent', '/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/1.conf'],
  ['/usr/bin/snap run microk8s.daemon-kubelite', '/var/snap/microk8s/1/args/kubelite'],
  ['/usr/bin/snap run microk8s.daemon-kubelite', '/var/snap/microk8s/1/args/kubelet'],
  ['/usr/bin/snap run k8s.kubelet', '/var/snap/k8s/common/args/kubelet'],
  ['/usr/bin/openshift start node --config=/n', '/n'],
];

describe('whatever a file holds', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'kubelet-arg',
      ': ',
      '- ',
      '\n',
      '"',
      '${',
      '}',
      '$',
      '---\n',
      '--a=b',
      'machine',
      'version',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  it('there is an answer, or a reason why there is none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), text, ([line, file], content) => {
        const opened = openLineOn(nodeOf({ [file]: content }), line);
        expect(opened?.next !== null || opened.diagnostics.length > 0).toBe(true);
      }),
    );
    fc.assert(
      fc.property(text, (content) => {
        expect(() => findUnitless(nodeOf({ '/system/state/config.yaml': content }))).not.toThrow();
      }),
    );
  });

  it('the words may be any', () => {
    const word = fc.oneof(
      fc.constantFrom('--data-dir', '-d', '--config=', 'server', '--', '-', '='),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom('k3s', 'k0s', 'snap', 'openshift'), fc.array(word), (program, words) => {
        const command = program === 'snap' ? 'run' : program === 'openshift' ? 'start' : 'worker';
        expect(() => openLineOn(nodeOf(), [`/bin/${program}`, command, ...words])).not.toThrow();
      }),
    );
  });

  it('many of them take time by their number, not by its square', () => {
    const many = 'kubelet-arg:\n'.concat('- a=1\n- b-=1\n'.repeat(50_000));
    const host = nodeOf({
      '/etc/rancher/k3s/config.yaml': many,
      '/var/snap/microk8s/1/args/kubelet': '${'.repeat(200_000),
      '/var/snap/k8s/common/args/kubelet': '"$'.repeat(200_000),
    });
    const start = performance.now();
    expect(openLineOn(host, '/bin/k3s agent')?.next?.argv.length).toBeGreaterThan(100_000);
    openLineOn(host, '/usr/bin/snap run microk8s.daemon-kubelite');
    openLineOn(host, '/usr/bin/snap run k8s.kubelet');
    expect(performance.now() - start).toBeLessThan(8000);
  });
});
