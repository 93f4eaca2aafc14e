import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { decode } from '../../src/bytes/text.ts';
import { archiveOf } from '../../src/collect/archive.ts';
import { type Collected, collect } from '../../src/collect/collect.ts';
import { parseRecord, RECORD_PATH } from '../../src/collect/record.ts';
import { collectScript } from '../../src/collect/script.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { tarHost } from '../../src/node/host/tar-host.ts';
import { nastyNode, SECRET } from './nasty-node.ts';
import {
  answers,
  CORPUS,
  corpusNode,
  has,
  isHere,
  listing,
  opened,
  runScript,
  runShell,
  SHELLS,
  temporary,
} from './support.ts';

const node01 = fileURLToPath(new URL('../../fixtures/nodes/node01', import.meta.url));
const named = SHELLS.map((shell) => [shell.join(' '), shell] as const);
const here = named.filter(([, shell]) => isHere(shell));

/** What an archive says of itself, in an order. */
function recordOf(archive: Uint8Array) {
  const file = tarHost(archive).host.readFile(RECORD_PATH);
  const record = file.ok ? parseRecord(decode(file.value)) : undefined;
  if (!record) throw new Error('no record');
  return { masked: [...record.masked].sort(), parts: record.parts, left: [...record.left].sort() };
}

/** All that is in an archive. Of a name that no header has room for, or of strange characters, tar does not tell the script
 * mode and time when it masks the file. */
function contents(archive: Uint8Array) {
  const all = [...listing(tarHost(archive).host)].filter(([path]) => path !== RECORD_PATH);
  return all
    .map(([path, told]) => {
      const untold =
        told.includes('_masked_') && (/[^ -~]/.test(path) || path.length - path.lastIndexOf('/') > 98);
      return [path, untold ? JSON.parse(told).at(-1) : told] as const;
    })
    .sort();
}

function expectSame(archive: Uint8Array, collected: Collected) {
  const own = archiveOf(collected);
  expect(recordOf(archive)).toEqual(recordOf(own));
  expect(contents(archive)).toEqual(contents(own));
}

describe('the shells', () => {
  it.each(here)('%s finds nothing wrong with the script', (_, shell) => {
    const [command, ...options] = shell;
    const { status, stderr } = spawnSync(command, [...options, '-n'], { input: collectScript() });
    expect([status, stderr.toString()]).toEqual([0, '']);
  });

  it.skipIf(!has('shellcheck'))(
    'nor does shellcheck',
    () => {
      const { stdout, status } = spawnSync('shellcheck', ['-s', 'sh', '-'], { input: collectScript() });
      expect([stdout.toString(), status]).toEqual(['', 0]);
    },
    60_000,
  );

  it('are told to do nothing by a script that came only in part', () => {
    const script = collectScript();
    const { stdout } = runShell(['sh'], script.slice(0, script.lastIndexOf('main "$@"')), [node01]);
    expect(stdout).toHaveLength(0);
  });
});

describe.each(named)('%s', (_, shell) => {
  const it = test.skipIf(!isHere(shell));

  it('takes from a plain node what we take, and the answers are the same', () => {
    const { status, stdout, stderr } = runScript(shell, node01);
    expect([status, stderr]).toEqual([0, 'spctl collect: took 16 files, directories and links\n']);
    expectSame(stdout, collect(rootHost(node01)));
    expect(answers(opened(stdout))).toEqual(answers(rootHost(node01)));
  });

  it('takes no secret from a nasty node, and what we take', () => {
    const root = nastyNode();
    const { status, stdout, stderr } = runScript(shell, root);
    expect(stderr.replaceAll(/^spctl collect: .*\n/gm, '')).toBe('');
    expect(status).toBe(0);
    expect(Buffer.from(stdout).includes(SECRET)).toBe(false);
    const collected = collect(rootHost(root));
    expect(Buffer.from(archiveOf(collected)).includes(SECRET)).toBe(false);
    expectSame(stdout, collected);
    expect(existsSync(join(root, 'pwned')) || existsSync('pwned')).toBe(false);
  }, 60_000);

  it('says how it is used', () => {
    expect(runShell(shell, collectScript(), ['-x'])).toMatchObject({ status: 2, stderr: /usage/ as never });
  });

  it('ends with 3 where there is nothing', () => {
    const root = temporary();
    expect(runScript(shell, root)).toMatchObject({ status: 3 });
    expect(runScript(shell, join(root, 'absent'))).toMatchObject({ status: 3 });
  });

  it('looks at this machine and takes no private key', () => {
    const { status, stdout } = runShell(shell, collectScript(), []);
    expect(status).toBe(0);
    expect(Buffer.from(stdout).includes('PRIVATE KEY-----')).toBe(false);
    expect(tarHost(stdout).diagnostics).toEqual([]);
  }, 60_000);
});

describe.each([['bsdtar'], ['busybox']])('another implementation of tar', (program) => {
  it.skipIf(!has(program) || !has('tar'))(
    `${program} writes the same`,
    () => {
      const found = spawnSync('sh', ['-c', `command -v ${program}`])
        .stdout.toString()
        .trim();
      const bin = temporary();
      symlinkSync(found, join(bin, 'tar'));
      const root = nastyNode();
      const { status, stdout } = runScript(['sh'], root, `${bin}:${process.env.PATH}`);
      expect(status).toBe(0);
      expectSame(stdout, collect(rootHost(root)));
    },
    60_000,
  );
});

describe('real nodes', () => {
  const names = [
    'kubeadm-deb-krel-1.28plus',
    'kubespray-current',
    'rke2-server',
    'microk8s-kubelite-args',
    'nixos-module-with-manifests',
    'lnmp-docker-plain-unit',
  ];

  it.skipIf(CORPUS === '' || !has('tar')).each(names)(
    '%s: the archive answers as the directory does',
    (name) => {
      const root = corpusNode(name);
      for (const [, shell] of here) {
        const { stdout } = runScript(shell, root);
        expectSame(stdout, collect(rootHost(root)));
        expect(answers(opened(stdout))).toEqual(answers(rootHost(root)));
      }
    },
    60_000,
  );
});

describe('a user who is not root', () => {
  it.skipIf(process.getuid?.() !== 0 || !has('setpriv') || !has('tar'))(
    'is told so, and what may not be read is recorded',
    () => {
      const root = temporary();
      chmodSync(root, 0o755);
      mkdirSync(join(root, 'etc/kubernetes'), { recursive: true });
      writeFileSync(join(root, 'etc/kubernetes/closed.yaml'), 'a: 1\n', { mode: 0o000 });
      const { stdout, stderr } = spawnSync(
        'sh',
        ['-c', 'exec setpriv --reuid=65534 --clear-groups sh -s -- "$1"', 'sh', root],
        {
          input: collectScript(),
        },
      );
      expect(stderr.toString()).toContain('this is not root');
      expect(recordOf(new Uint8Array(stdout)).left).toEqual([['/etc/kubernetes/closed.yaml', 'denied']]);
    },
  );
});
