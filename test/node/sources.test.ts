import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/node/host/host.ts';
import { failed } from '../../src/node/host/look.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import type { KubeletStart } from '../../src/node/kubelet/start-kubelet.ts';
import { staticPodSource } from '../../src/node/sources.ts';

const location = { file: '/var/lib/kubelet/config.yaml', line: 3 };
const origins: KubeletStart['origins'] = new Map([
  ['staticPodPath', { value: '', origin: { kind: 'config', location }, overridden: [] }],
]);
const node = memoryHost({
  'etc/kubernetes/manifests/web.yaml': 'x',
  'var/run/link': { link: '/etc/kubernetes' },
  fifo: { fifo: true },
});

/** As far as a source depends on it. */
function started(given: Pick<KubeletStart, 'config'> & Partial<KubeletStart>): KubeletStart {
  return { origins, complete: true, ...given } as KubeletStart;
}

function source(staticPodPath: string, directory = '/', host: Host = node) {
  return staticPodSource(host, started({ config: { staticPodPath } }), { cwd: directory });
}
const rules = ({ diagnostics }: { diagnostics: readonly { ruleId: string; severity: string }[] }) =>
  diagnostics.map(({ ruleId, severity }) => `${severity} ${ruleId}`);

describe('the static pod path as the kubelet opens it', () => {
  test('loses its trailing slashes', () => {
    expect(source('/etc/kubernetes/manifests//')).toEqual({
      kind: 'directory',
      staticPodPath: '/etc/kubernetes/manifests//',
      resolvedPath: '/etc/kubernetes/manifests',
      url: null,
      headers: [],
      diagnostics: [],
    });
  });

  test('is relative to the working directory', () => {
    expect(source('./manifests', '/etc/kubernetes').resolvedPath).toBe('/etc/kubernetes/manifests');
    expect(source('etc/kubernetes/manifests/web.yaml')).toMatchObject({
      kind: 'file',
      resolvedPath: '/etc/kubernetes/manifests/web.yaml',
    });
  });

  test('keeps ".." where a symlink stands before it, for cleaning it would name another place', () => {
    expect(source('/var/run/../run/link').resolvedPath).toBe('/var/run/link');
    expect(source('/var/run/link/../kubernetes').resolvedPath).toBe('/var/run/link/../kubernetes');
  });

  test('is nothing at all for "/"', () => {
    const found = source('/');
    expect(found).toMatchObject({ kind: 'missing', staticPodPath: '/', resolvedPath: '' });
    expect(rules(found)).toEqual(['warning static-pod-path-root']);
  });

  test('may be missing, or no directory or file', () => {
    expect(source('/nowhere').kind).toBe('missing');
    expect(source('/nowhere').diagnostics).toMatchObject([{ ruleId: 'static-pod-path-missing', location }]);
    expect(source('/fifo').kind).toBe('other');
    expect(rules(source('/fifo'))).toEqual(['warning static-pod-path-not-directory']);
    expect(source('/fifo/x').kind).toBe('other');
  });

  test('is unknown where we may not look, or no configuration is known', () => {
    const blind: Host = { ...node, stat: (path) => failed('denied', path) };
    expect(source('/root/manifests', '/', blind)).toMatchObject({
      kind: 'unknown',
      resolvedPath: '/root/manifests',
    });
    expect(staticPodSource(node, null, { cwd: '/' })).toMatchObject({ kind: 'unknown', resolvedPath: null });
    expect(staticPodSource(node, started({ config: null, complete: false }), { cwd: '/' }).kind).toBe(
      'unknown',
    );
    const undecided = started({ config: { staticPodPath: '/etc' }, complete: false });
    expect(staticPodSource(node, undecided, { cwd: '/' }).kind).toBe('unknown');
  });

  test('is known from a flag even without a configuration', () => {
    const flag = { value: '/etc/kubernetes/manifests', origin: { kind: 'flag' }, overridden: [] } as const;
    const start = started({ config: null, complete: false, origins: new Map([['staticPodPath', flag]]) });
    expect(staticPodSource(node, start, { cwd: '/' })).toMatchObject({
      kind: 'directory',
      resolvedPath: '/etc/kubernetes/manifests',
    });
  });

  test('is none where it is empty', () => {
    expect(source('')).toMatchObject({
      kind: 'none',
      staticPodPath: null,
      resolvedPath: null,
      diagnostics: [],
    });
    expect(staticPodSource(node, started({ config: {} }), { cwd: '/' }).kind).toBe('none');
  });
});

describe('the static pod URL', () => {
  const withURL = (staticPodURL: string, staticPodURLHeader: Record<string, string[]> = {}) =>
    staticPodSource(node, started({ config: { staticPodURL, staticPodURLHeader } }), { cwd: '/' });

  test('comes with its headers as they are sent', () => {
    const headers = { 'metadata-flavor': ['Google'], 'X-B': ['1', '2'], 'x-b': ['3'], empty: [] };
    expect(withURL('http://metadata/pods', headers)).toEqual({
      kind: 'none',
      staticPodPath: null,
      resolvedPath: null,
      url: 'http://metadata/pods',
      headers: [
        { name: 'Metadata-Flavor', values: ['Google'] },
        { name: 'X-B', values: ['1', '2', '3'] },
      ],
      diagnostics: [],
    });
  });

  test.each(['file:///etc/manifests', '/etc/manifests', 'http:///pods', 'ftp://host/x'])(
    '"%s" is never fetched',
    (url) => {
      expect(rules(withURL(url))).toEqual(['warning static-pod-url-unsupported']);
    },
  );

  test('with a header that cannot be sent is never fetched', () => {
    expect(rules(withURL('http://host/', { 'X Y': ['1'] }))).toEqual([
      'warning static-pod-url-header-invalid',
    ]);
    expect(rules(withURL('http://host/', { X: ['1\n2'] }))).toEqual([
      'warning static-pod-url-header-invalid',
    ]);
  });
});
