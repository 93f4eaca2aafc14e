import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mount } from '../../src/control-plane/component.ts';
import { isWithin, placeOf } from '../../src/control-plane/container-path.ts';
import { absolute } from '../../src/node/host/path.ts';

const range = { start: 0, end: 0 };

function mount(mountPath: string, host: string | null, more: Partial<Mount> = {}): Mount {
  return {
    mountPath: { text: mountPath, range },
    at: absolute(mountPath, '/'),
    subPath: '',
    subPathExpr: '',
    readOnly: false,
    volume: 'v',
    hostPath: host === null ? null : { text: host, range, type: '' },
    ...more,
  };
}

const pathOf = (mounts: Mount[], path: string) => {
  const place = placeOf({ mounts }, path);
  return place.kind === 'node' ? place.path : place.kind;
};

describe('placeOf', () => {
  it('follows a path through the mount above it to the node', () => {
    expect(pathOf([mount('/pki', '/etc/kubernetes/pki')], '/pki/etcd/ca.crt')).toBe(
      '/etc/kubernetes/pki/etcd/ca.crt',
    );
  });

  it('follows a mount of a single file', () => {
    expect(pathOf([mount('/etc/policy.yaml', '/srv/audit.yaml')], '/etc/policy.yaml')).toBe(
      '/srv/audit.yaml',
    );
  });

  it('takes the deepest of nested mounts', () => {
    const mounts = [mount('/pki/etcd', '/b'), mount('/pki', '/a')];
    expect(pathOf(mounts, '/pki/etcd/ca.crt')).toBe('/b/ca.crt');
    expect(pathOf(mounts, '/pki/ca.crt')).toBe('/a/ca.crt');
  });

  it('does not take a sibling with the same beginning for a directory above', () => {
    expect(pathOf([mount('/pki', '/a')], '/pki2/ca.crt')).toBe('image');
  });

  it('adds subPath, and knows nothing of subPathExpr', () => {
    expect(pathOf([mount('/pki', '/a', { subPath: 'b/c' })], '/pki/ca.crt')).toBe('/a/b/c/ca.crt');
    expect(pathOf([mount('/pki', '/a', { subPathExpr: '$(POD)' })], '/pki/ca.crt')).toBe('unknown');
  });

  it('knows no path on the node of other volumes', () => {
    expect(pathOf([mount('/pki', null)], '/pki/ca.crt')).toBe('volume');
  });

  it('takes mounts of the root and relative mounts as the kubelet does', () => {
    expect(pathOf([mount('/', '/rootfs')], '/etc/x')).toBe('/rootfs/etc/x');
    expect(pathOf([mount('pki/', '/a')], '/pki/x')).toBe('/a/x');
  });

  it('does not guess relative paths and variables', () => {
    expect(pathOf([], 'pki/ca.crt')).toBe('unknown');
    expect(pathOf([], '/pki/$(NAME).crt')).toBe('unknown');
    expect(pathOf([mount('/pki', 'relative')], '/pki/ca.crt')).toBe('unknown');
  });

  it('gives a path on the node that begins with the mounted one, whatever the paths', () => {
    const name = fc.constantFrom('a', 'b', '..', '.', '', '$', 'pki');
    const path = fc.array(name, { maxLength: 5 }).map((names) => `/${names.join('/')}`);
    fc.assert(
      fc.property(path, path, path, (at, host, wanted) => {
        const place = placeOf({ mounts: [mount(at, host)] }, wanted);
        if (place.kind === 'node') expect(place.path).toMatch(/^\//);
        else expect(place.kind).toBe('image');
      }),
    );
  });
});

describe('isWithin', () => {
  it('counts a path as within itself and within the root', () => {
    expect(isWithin('/a', '/a')).toBe(true);
    expect(isWithin('/a', '/')).toBe(true);
    expect(isWithin('/ab', '/a')).toBe(false);
  });
});
