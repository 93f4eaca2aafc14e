import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(join(root, 'docs/integrations.md'), 'utf8');
const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind, code]) => ({
  kind: kind!,
  code: code!,
}));
const yaml = blocks.filter(({ kind }) => kind === 'yaml').map(({ code }) => load(code));
const read = (path: string) => load(readFileSync(join(root, path), 'utf8'));

const work = mkdtempSync(join(tmpdir(), 'spctl-docs-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
cpSync(join(root, 'fixtures/nodes/node01/etc/kubernetes/static'), join(work, 'manifests'), {
  recursive: true,
});
// npm makes it executable when it installs it.
writeFileSync(join(work, 'spctl'), `#!/bin/sh\nexec '${process.execPath}' '${root}dist/main.cjs' "$@"\n`, {
  mode: 0o755,
});
const env = { ...process.env, PATH: `${work}:${process.env.PATH}` };

describe('docs/integrations.md', () => {
  it('shows each in five lines or fewer', () => {
    expect(blocks.length).toBeGreaterThan(4);
    for (const { code } of blocks) expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(5);
  });

  it('links to what is there', () => {
    for (const [, path] of text.matchAll(/\]\((?!https:)([^)#]+)(?:#[^)]*)?\)/g))
      expect(existsSync(join(root, 'docs', path!)), path).toBe(true);
  });

  it('gives the action inputs that it has', () => {
    const { inputs } = read('action.yml') as { inputs: object };
    const [steps] = yaml as [readonly { uses: string; with: object }[]];
    for (const input of Object.keys(steps[0]!.with)) expect(Object.keys(inputs)).toContain(input);
    expect(text).toContain(`Inputs: \`${Object.keys(inputs)[0]}\``);
    for (const input of Object.keys(inputs)) expect(text).toContain(`\`${input}\``);
  });

  it('names a hook that there is', () => {
    const ids = (read('.pre-commit-hooks.yaml') as readonly { id: string }[]).map(({ id }) => id);
    const [, [repository]] = yaml as unknown as [unknown, readonly [{ hooks: readonly { id: string }[] }]];
    for (const { id } of repository.hooks) expect(ids).toContain(id);
  });

  it('gives GitLab the reports that its command writes', () => {
    const { spctl: job } = yaml[2] as {
      spctl: { script: string[]; artifacts: { reports: Record<string, string> } };
    };
    const { status } = spawnSync('sh', ['-ec', job.script.join('\n')], { cwd: work, env });
    expect(status).toBe(1);
    const { codequality, junit } = job.artifacts.reports;
    const issues = JSON.parse(readFileSync(join(work, codequality!), 'utf8'));
    expect(issues[0]).toMatchObject({ location: { path: expect.stringMatching(/^manifests\//) } });
    expect(readFileSync(join(work, junit!), 'utf8')).toContain('<testsuite');
  });

  it('gives shells what they can run', () => {
    const shells = blocks.at(-1)!.code;
    const bash = /^eval "\$\(spctl completion bash\)"/m.exec(shells)![0];
    writeFileSync(join(work, 'rc'), `${bash}\ncomplete -p spctl kspctl\n`);
    const out = execFileSync('bash', ['rc'], { cwd: work, env, encoding: 'utf8' });
    expect(out).toBe('complete -F _spctl spctl\ncomplete -F _spctl kspctl\n');
  });
});
