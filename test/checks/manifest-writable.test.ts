import { expect, test } from 'vitest';
import type { FileInfo, Host } from '../../src/node/host/host.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOnNode } from './support.ts';

const MANIFESTS = '/etc/kubernetes/manifests';
const FILES = {
  '/etc/hostname': 'node01\n',
  '/usr/lib/systemd/system/kubelet.service': `[Service]\nExecStart=/usr/bin/kubelet --pod-manifest-path=${MANIFESTS}\n`,
  [`${MANIFESTS}/web.yaml`]:
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: web}]}\n',
};

/** What is said when some paths have other modes and owners. */
function said(changes: Readonly<Record<string, Partial<FileInfo>>>): string[] {
  const host = memoryHost(FILES);
  const stat: Host['stat'] = (path) => {
    const info = host.stat(path);
    return info.ok ? { ok: true, value: { ...info.value, ...changes[path] } } : info;
  };
  return findingsOnNode({ ...host, stat })
    .filter(({ ruleId }) => ruleId === 'manifest-writable')
    .map(({ message }) => message);
}

test('root’s own files are in order, also where root’s group may write', () => {
  expect(said({})).toEqual([]);
  expect(said({ [`${MANIFESTS}/web.yaml`]: { mode: 0o664 } })).toEqual([]);
});

test('others who may write are told, of files and of the directory', () => {
  expect(said({ [`${MANIFESTS}/web.yaml`]: { mode: 0o666 } })).toEqual([
    'every user may change this manifest (mode 0666, owner 0:0), and so run anything as root on the node',
  ]);
  expect(said({ [MANIFESTS]: { mode: 0o775, gid: 1000 } })).toEqual([
    'the group 1000 may put manifests into this directory (mode 0775, owner 0:1000), and so run anything as root on the node',
  ]);
  expect(said({ [`${MANIFESTS}/web.yaml`]: { uid: 1000, mode: 0o600 } })).toEqual([
    'the user 1000 may change this manifest (mode 0600, owner 1000:0), and so run anything as root on the node',
  ]);
});

test('a copy that is not root’s tells nothing about owners', () => {
  expect(
    said({ '/etc/hostname': { uid: 1000 }, [`${MANIFESTS}/web.yaml`]: { uid: 1000, mode: 0o666 } }),
  ).toEqual([]);
});
