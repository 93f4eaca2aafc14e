import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { findDropIns } from '../../../src/node/systemd/drop-ins.ts';
import { glob, patternMatcher } from '../../../src/node/systemd/glob.ts';
import { rulesOf } from '../../../src/node/systemd/systemd-version.ts';
import { findUnit, unitMap } from '../../../src/node/systemd/unit-map.ts';
import { parseUnitName } from '../../../src/node/systemd/unit-name.ts';

const rules = rulesOf({});
const name = (text: string) => parseUnitName(text)!;

describe('a unit file', () => {
  const find = (files: Parameters<typeof memoryHost>[0], unit = 'kubelet.service') => {
    const host = memoryHost(files);
    const found = findUnit(host, unitMap(host, 'service', rules), name(unit));
    return found && { ...found, id: found.id.full };
  };

  it('in /etc hides the one in /usr/lib', () => {
    const files = {
      'etc/systemd/system/kubelet.service': 'x',
      'usr/lib/systemd/system/kubelet.service': 'x',
    };
    expect(find(files)?.fragment).toBe('/etc/systemd/system/kubelet.service');
  });

  it('may be an alias: the target gives the name, and both give drop-ins', () => {
    const files = {
      'etc/systemd/system/kubelet.service': { link: 'k.service' },
      'etc/systemd/system/k.service': 'x',
    };
    expect(find(files)).toEqual({
      fragment: '/etc/systemd/system/k.service',
      id: 'k.service',
      aliases: ['kubelet.service'],
    });
  });

  it('is passed over when it is a link to its namesake', () => {
    const link = { link: '/usr/lib/systemd/system/kubelet.service' };
    const files = {
      'etc/systemd/system/kubelet.service': link,
      'usr/lib/systemd/system/kubelet.service': 'x',
    };
    expect(find(files)?.fragment).toBe('/usr/lib/systemd/system/kubelet.service');
  });

  it('keeps its name when it is a link out of the unit directories', () => {
    const files = { 'etc/systemd/system/kubelet.service': { link: '/opt/k' }, 'opt/k': 'x' };
    expect(find(files)).toMatchObject({
      fragment: '/etc/systemd/system/kubelet.service',
      id: 'kubelet.service',
    });
  });

  it('is not found where aliases go round', () => {
    const files = {
      'etc/systemd/system/kubelet.service': { link: 'b.service' },
      'etc/systemd/system/b.service': { link: 'kubelet.service' },
    };
    expect(find(files)).toBeUndefined();
  });

  it('of an instance is its own, else that of the template', () => {
    const files = { 'etc/systemd/system/k@.service': 'x', 'usr/lib/systemd/system/k@one.service': 'x' };
    expect(find(files, 'k@one.service')?.fragment).toBe('/usr/lib/systemd/system/k@one.service');
    expect(find(files, 'k@two.service')).toMatchObject({
      fragment: '/etc/systemd/system/k@.service',
      id: 'k@two.service',
    });
  });
});

describe('drop-ins', () => {
  it('apply in the order of their names, whatever their directory', () => {
    const host = memoryHost({
      'etc/systemd/system/service.d/30.conf': 'x',
      'usr/lib/systemd/system/kube-x@i.service.d/20.conf': 'x',
      'etc/systemd/system/kube-.service.d/10.conf': 'x',
      'etc/systemd/system/kube-x@.service.d/20.conf': 'x',
      'etc/systemd/system/kube-x@.service.d/.hidden.conf': 'x',
    });
    expect(findDropIns(host, name('kube-x@i.service'), [], rules)).toEqual([
      '/etc/systemd/system/kube-.service.d/10.conf',
      '/etc/systemd/system/kube-x@.service.d/20.conf',
      '/etc/systemd/system/service.d/30.conf',
    ]);
  });
});

describe('patterns', () => {
  it.each([
    ['/etc/*.env', ['/etc/a.env', '/etc/b.env']],
    ['/etc/[!a].env', ['/etc/b.env']],
    ['/etc/?.env', ['/etc/a.env', '/etc/b.env']],
    ['/e*/.h', ['/etc/.h']],
    ['/etc/{a,b}.env', []],
    ['/etc/a.env', ['/etc/a.env']],
    ['/etc/\\a.env', ['/etc/a.env']],
    ['/nope/*', []],
  ])('%s', (pattern, expected) => {
    expect(glob(memoryHost({ 'etc/b.env': '', 'etc/a.env': '', 'etc/.h': '' }), pattern)).toEqual(expected);
  });

  it('take bounded time', () => {
    expect(patternMatcher('*a'.repeat(500))('a'.repeat(255))).toBe(false);
  });
});
