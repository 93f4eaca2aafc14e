import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Run, schemaErrors } from './cli.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'spctl-fetch-'));
const asked: (string | undefined)[] = [];
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    asked.push(headers['x-token'] as string | undefined);
    if (url === '/forbidden') response.statusCode = 403;
    response.end(PODS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  rmSync(work, { recursive: true, force: true });
});

const pod = (name: string, more = '') =>
  `- metadata: {name: ${name}}\n  spec:\n    containers: [{name: c, image: nginx:1.27}]\n${more}`;
const PODS = `apiVersion: v1\nkind: PodList\nitems:\n${pod('api', '    imagePullPolice: x\n')}${pod('job')}`;

let count = 0;
/** A copy of a node whose kubelet asks a URL of the server. */
function node(path: string, at = port): string {
  const root = join(work, String(count++));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  write('etc/hostname', 'node01\n');
  write('etc/systemd/system/kubelet.service', '[Service]\nExecStart=/usr/bin/kubelet --config=/k.yaml\n');
  write(
    'k.yaml',
    `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodURL: http://me:secret@127.0.0.1:${at}${path}\nstaticPodURLHeader: {X-Token: [t0ken]}\n`,
  );
  return root;
}

/** As spctl() of cli.ts, while the server answers. */
function spctl(...args: readonly string[]): Promise<Run> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe('spctl lint --fetch', () => {
  it('judges what the URL answers, with its lines, and asks as the kubelet does', async () => {
    const { code, stdout, stderr } = await spctl('lint', '--root', node('/pods'), '--fetch');
    const url = `http://<masked>@127.0.0.1:${port}/pods`;
    expect(stdout).toContain(`${url}#1: runs as default/api-node01\n`);
    expect(stdout).toContain(`${url}#1:7:5: warning: "spec.imagePullPolice"`);
    expect(stdout).toContain('      7 |     imagePullPolice: x\n');
    expect(stdout).toContain(`${url}#2: runs as default/job-node01\n`);
    expect(stdout + stderr).not.toMatch(/secret|t0ken/);
    expect(code).toBe(1);
    expect(asked).toEqual(['t0ken']);
  });

  it('asks nobody without the flag, and then says so', async () => {
    asked.length = 0;
    const { code, stdout } = await spctl('lint', '--root', node('/pods'), '-v');
    expect(stdout).toContain('which was not fetched');
    expect(code).toBe(3);
    expect(asked).toEqual([]);
  });

  it('answers as its schema says', async () => {
    const { stdout } = await spctl('lint', '--root', node('/pods'), '--fetch', '-o', 'json');
    const answer = JSON.parse(stdout);
    expect(schemaErrors('lint', answer)).toEqual([]);
    expect(answer.files.map(({ path }: { path: string }) => path.replace(/.*\//, ''))).toEqual([
      'pods#1',
      'pods#2',
    ]);
    expect(stdout).not.toMatch(/t0ken/);
  });

  it('ends with 1 where the answer is none, and with 3 where there is none', async () => {
    expect(await spctl('lint', '--root', node('/forbidden'), '--fetch')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('the URL answers "403 Forbidden"'),
    });
    expect(await spctl('lint', '--root', node('/pods', 1), '--fetch')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('nobody listens at 127.0.0.1:1 (connection refused)'),
    });
  });

  it('is about a node and no PATH', async () => {
    expect((await spctl('lint', '--fetch', 'fixtures')).code).toBe(2);
  });
});

describe('spctl where --files --fetch', () => {
  it('lists the pods of the URL with the files', async () => {
    const url = `http://<masked>@127.0.0.1:${port}/pods`;
    const { code, stdout } = await spctl('where', '--root', node('/pods'), '--files', '--fetch');
    expect(stdout).toBe(`runs     ${url}#1\nruns     ${url}#2\n`);
    expect(code).toBe(0);
    const json = await spctl('where', '--root', node('/pods'), '--fetch', '-o', 'json');
    expect(schemaErrors('where', JSON.parse(json.stdout))).toEqual([]);
  });

  it('ends with 3 where the URL could not be fetched', async () => {
    expect((await spctl('where', '--root', node('/pods', 1), '--files', '--fetch')).code).toBe(3);
    expect((await spctl('where', '--root', node('/pods'), '--fetch')).code).toBe(2);
  });
});
