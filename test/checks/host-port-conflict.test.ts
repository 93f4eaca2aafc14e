import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressIndex } from '../../src/checks/reading/address-index.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import type { Minor } from '../../src/versions/minor.ts';
import { pod } from '../manifest/judge.ts';
import { findingsOn } from './support.ts';

/** Where the conflicts of pods are that ask for ports, a file for each. */
function conflicts(pods: readonly (readonly object[])[], spec: object = {}, version?: Minor): string[] {
  const files = pods.map((ports, i) => [
    `/m/${i}.json`,
    pod(spec, { ports: ports.map((port) => ({ containerPort: 80, ...port })) }, { name: `p${i}` }),
  ]);
  return findingsOn(memoryHost(Object.fromEntries(files)), '/m', version)
    .filter(({ ruleId }) => ruleId === 'host-port-conflict')
    .map(({ location, related }) => `${location!.file} ${related![0]!.location.file}`);
}

describe('a host port that two pods ask for', () => {
  it('is one by port, protocol and address together', () => {
    const port = { hostPort: 8080 };
    expect(conflicts([[port], [port], [port]])).toEqual(['/m/1.json /m/0.json', '/m/2.json /m/0.json']);
    expect(conflicts([[port], [{ ...port, protocol: 'UDP' }]])).toEqual([]);
    expect(conflicts([[port], [{ ...port, hostIP: '10.0.0.1' }]])).toHaveLength(1);
    expect(conflicts([[{ ...port, hostIP: '10.0.0.1' }], [port]])).toHaveLength(1);
    expect(conflicts([[{ ...port, hostIP: '10.0.0.1' }], [{ ...port, hostIP: '10.0.0.2' }]])).toEqual([]);
    expect(conflicts([[{ ...port, hostIP: '::' }], [{ ...port, hostIP: '10.0.0.2' }]])).toEqual([]);
    expect(conflicts([[{ ...port, hostIP: '0.0.0.0' }], [{ ...port, hostIP: '10.0.0.2' }]])).toHaveLength(1);
  });

  it('is each containerPort with hostNetwork, and none without', () => {
    expect(conflicts([[{}], [{}]])).toEqual([]);
    expect(conflicts([[{}], [{}]], { hostNetwork: true })).toHaveLength(1);
  });

  it('is no conflict with a pod that is refused, shadowed, for another system, a mirror or being deleted', () => {
    const asking = (metadata: object, spec: object = {}) =>
      pod(spec, { ports: [{ containerPort: 80, hostPort: 80 }] }, metadata);
    const files = {
      '/m/a.json': asking({ name: 'a', annotations: { 'kubernetes.io/config.mirror': 'x' } }),
      '/m/b.json': asking({ name: 'b', deletionTimestamp: '2026-01-02T03:04:05Z' }),
      '/m/c.json': asking({ name: 'c' }, { os: { name: 'windows' } }),
      '/m/d.json': asking({ name: 'd' }, { restartPolicy: 'Sometimes' }),
      '/m/e.json': asking({ name: 'f' }),
      '/m/f.json': asking({ name: 'f' }),
    };
    const found = findingsOn(memoryHost(files), '/m');
    expect(found.filter(({ ruleId }) => ruleId === 'host-port-conflict')).toEqual([]);
  });

  it('is found in no time among many pods that ask for it', () => {
    const many = Array.from({ length: 2000 }, () => [{ hostPort: 80 }]);
    expect(conflicts(many)).toHaveLength(1999);
  });

  it('is found as HostPortInfo finds it', () => {
    const address = fc.constantFrom('', '10.0.0.1', '10.0.0.2', '::');
    const asked = fc.array(fc.record({ port: fc.constantFrom('80', '81'), address }), { maxLength: 12 });
    fc.assert(
      fc.property(asked, (all) => {
        const index = addressIndex<number>();
        all.forEach(({ port, address }, i) => {
          const conflict = all
            .slice(0, i)
            .some((one) => one.port === port && (address === '' || ['', address].includes(one.address)));
          expect(index.find(port, address) !== undefined).toBe(conflict);
          index.add(port, address, i);
        });
      }),
    );
  });
});
