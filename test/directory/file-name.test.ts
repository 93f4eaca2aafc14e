import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFileName } from '../../src/directory/file-name.ts';

describe('a file name says that it is a copy', () => {
  test.each([
    'web.yaml.bak',
    'web.yaml-bak',
    'web.yaml_old',
    'web.yaml.backup',
    'web.yaml.break-backup',
    'web.yaml.orig',
    'web.yaml.save',
    'web.yaml.save.1',
    'web.yaml~',
    'web~',
    '#web.yaml#',
    'web.yaml.old',
    'web.yaml.1',
    'web.manifest.2',
    'web.yaml.20260305',
    'web.yaml-2026-03-05',
    'web.yaml.rpmsave',
    'web.yaml.rpmnew',
    'web.yaml.dpkg-old',
    'web.yaml.ucf-dist',
    'web.yaml.2314.2026-03-05@10:20:30~',
    'web.yamle',
    'sedA1b2C3',
    'web.bak',
    'web (copy).yaml',
    'web (1).yaml',
    'web - Copy.yaml',
    'Copy of web.yaml',
    'web copy 2.yaml',
    'web.yaml___jb_tmp___',
    'WEB.YAML.BAK',
  ])('%s', (name) => {
    expect(readFileName(name)).toMatchObject({ kind: 'copy' });
    expect(readFileName(name)?.word).toBeUndefined();
  });

  test.each([
    ['web-old.yaml', 'old'],
    ['web_bak.yaml', 'bak'],
    ['web.orig.yaml', 'orig'],
    ['backup-web.yaml', 'backup'],
    ['web-backup2.yml', 'backup'],
    ['original.yaml', 'original'],
  ])('%s, unless its pod is called so', (name, word) => {
    expect(readFileName(name)).toMatchObject({ kind: 'copy', word });
  });
});

test.each(['web.yaml.disabled', 'web.yaml.off', '_web.yaml', 'web.yaml_', 'web.yaml.j2', 'web.yaml.example'])(
  '%s says that it is not meant to run',
  (name) => {
    expect(readFileName(name)).toMatchObject({ kind: 'disabled' });
  },
);

test.each([
  'web.yaml',
  'web',
  'web.manifest',
  'web.txt',
  'web-2.yaml',
  'web-v1.34.yaml',
  'gold.yaml',
  'threshold.json',
  'offline.yaml',
  'copyright.yaml',
  'kube-apiserver-pod.yaml',
  'node01.example.com.yaml',
  'manifests.bak__etcd.yaml',
  'a.b.c',
])('%s says nothing', (name) => {
  expect(readFileName(name)).toBeUndefined();
});

test('any name is read, quickly', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      readFileName(name);
      readFileName(`${name}.yaml`);
    }),
  );
  const started = performance.now();
  for (const part of ['-', '.', ' copy', '.yaml', '1', '_']) readFileName(part.repeat(255 / part.length));
  expect(performance.now() - started).toBeLessThan(5000);
});
