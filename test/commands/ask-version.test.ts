import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { askVersion } from '../../src/commands/ask-version.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { temporaryDirectory, writeTree } from '../node/host/temporary-tree.ts';

const work = temporaryDirectory();
afterAll(() => rmSync(work, { recursive: true, force: true }));

function program(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

describe.runIf(process.platform === 'linux')("asking a node's kubelet for its version", () => {
  const root = join(work, 'node');
  writeTree(root, { 'usr/bin/x': '', 'opt/x': '' });
  const host = rootHost(root);
  program(join(root, 'opt/kubelet-1.34'), 'echo "Kubernetes v1.34.1 $1 $#"; env | grep -c HOME');
  symlinkSync('/opt/kubelet-1.34', join(root, 'usr/bin/kubelet'));

  test('runs the file that its links lead to on the node, with one argument and no environment', () => {
    expect(askVersion(host, '/usr/bin/kubelet')).toBeNull();
    program(join(root, 'opt/kubelet-1.34'), 'echo "Kubernetes v1.34.1 $1 $# $HOME"');
    expect(askVersion(host, '/usr/bin/kubelet')).toBe('Kubernetes v1.34.1 --version 1 \n');
  });

  test('runs nothing of this machine, wherever the links of a copy lead', () => {
    const outside = join(work, 'outside');
    program(outside, 'echo "Kubernetes v1.35.0"');
    symlinkSync(outside, join(root, 'usr/bin/kubelet-1.35'));
    symlinkSync('../../../outside', join(root, 'usr/bin/kubelet-1.36'));
    program(join(work, 'nodekubelet'), 'echo "Kubernetes v1.36.0"');
    for (const exe of ['/usr/bin/kubelet-1.35', '/usr/bin/kubelet-1.36', 'kubelet', '/none', '/usr'])
      expect(askVersion(host, exe)).toBeNull();
  });

  test('gives up on what fails, or prints without end', () => {
    program(join(root, 'opt/fails'), 'echo "Kubernetes v1.34.1"; exit 3');
    program(join(root, 'opt/floods'), 'exec yes');
    expect(askVersion(host, '/opt/fails')).toBeNull();
    expect(askVersion(host, '/opt/floods')).toBeNull();
    expect(askVersion(memoryHost({ 'usr/bin/kubelet': '' }), '/usr/bin/kubelet')).toBeNull();
  });
});
