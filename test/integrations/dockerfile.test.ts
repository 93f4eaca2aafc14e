import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'spctl-docker-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const [build, image] = dockerfile.split(/^(?=FROM )/m).slice(1) as [string, string];
const instructions = (stage: string, name: string) =>
  [...stage.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, words]) => words!);

/** What is copied out of the repository, in the places where it is put. */
const copied = instructions(build, 'COPY').flatMap((words) => {
  const paths = words.split(' ');
  return paths
    .slice(0, -1)
    .map((from) => ({ from, to: join(paths.at(-1)!, paths.at(-1) === './' ? from : '') }));
});

describe('Dockerfile', () => {
  it('copies what is there, and what .dockerignore lets through', () => {
    const ignore = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
    expect(ignore[0]).toBe('*');
    for (const { from } of copied) {
      expect(existsSync(join(root, from)), from).toBe(true);
      expect(ignore).toContain(`!${from}`);
    }
  });

  it('names both bases alike, with a tag, and a Node.js that the package takes', () => {
    const bases = [build, image].map((stage) => /^FROM node:(\d+)-slim/.exec(stage)?.[1]);
    expect(bases[0]).toBe(bases[1]);
    expect(Number(bases[0])).toBeGreaterThanOrEqual(20);
  });

  it('runs spctl, and not as root', () => {
    expect(instructions(image, 'ENTRYPOINT')).toEqual(['["spctl"]']);
    expect(instructions(image, 'USER')).toEqual(['node']);
  });

  it('builds and installs from what it copies', () => {
    const [source, prefix] = [join(work, 'src'), join(work, 'prefix')];
    for (const { from, to } of copied) {
      cpSync(join(root, from), join(source, to), {
        recursive: true,
        filter: (path) => !path.includes(join('schema', 'generated')),
      });
    }
    // In place of npm ci, which needs a network.
    symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
    const sh = (script: string) =>
      execFileSync('sh', ['-ec', script], {
        cwd: source,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const [, pack] = instructions(build, 'RUN') as [string, string];
    sh(pack.replaceAll('/tmp', work));
    sh(`npm install --global --offline --prefix ${prefix} ${work}/spctl.tgz`);
    const where = execFileSync(join(prefix, 'bin/spctl'), [
      'where',
      '--root',
      join(root, 'fixtures/nodes/node01'),
    ]);
    expect(where.toString()).toBe('/etc/kubernetes/static\n');
    const cache = join(prefix, 'lib/node_modules/spctl/dist/cache');
    expect(existsSync(cache)).toBe(true);
  });
});
