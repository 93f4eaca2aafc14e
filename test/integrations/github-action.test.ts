import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'spctl-action-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly shell: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string; value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = load(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: x:1}]}\n';
const workspace = join(work, 'workspace');
mkdirSync(join(workspace, 'manifests'), { recursive: true });
mkdirSync(join(workspace, 'with space $(touch pwned)'));
writeFileSync(join(workspace, 'manifests/web.yaml'), POD);
writeFileSync(join(workspace, 'broken.yaml'), POD.replace('Pod', 'Pot'));
writeFileSync(join(workspace, 'with space $(touch pwned)/web.yaml'), POD);

/** Runs the steps as the runner does: defaults of inputs, expressions of env, files for outputs and summary. */
function act(inputs: Readonly<Record<string, string>>) {
  const file = (name: string) => join(work, name);
  const summary = file('summary.md');
  const outputs = file('outputs');
  writeFileSync(summary, '# an earlier one\n');
  writeFileSync(outputs, '');
  const given = { ...Object.fromEntries(Object.entries(action.inputs).map(defaultOf)), ...inputs };
  let [stdout, code] = ['', 0];
  for (const { run, env = {} } of action.runs.steps) {
    writeFileSync(file('step.sh'), run);
    const step = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file('step.sh')], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        GITHUB_ACTION_PATH: root,
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: work,
        ...Object.fromEntries(Object.entries(env).map(([name, text]) => [name, evaluated(text, given)])),
      },
    });
    stdout += step.stdout + step.stderr;
    code = step.status ?? -1;
    if (code !== 0) break;
  }
  return { code, stdout, summary: readFileSync(summary, 'utf8'), outputs: readFileSync(outputs, 'utf8') };
}

function defaultOf([name, { default: value = '' }]: readonly [string, { readonly default?: string }]) {
  return [name, value] as const;
}

function evaluated(text: string, inputs: Readonly<Record<string, string>>): string {
  const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text)?.[1];
  if (name === undefined || inputs[name] === undefined) throw new Error(`not an input: ${text}`);
  return inputs[name];
}

describe('action.yml', () => {
  it('is what the runner takes for a composite action', () => {
    expect(Object.keys(action).sort()).toEqual([
      'branding',
      'description',
      'inputs',
      'name',
      'outputs',
      'runs',
    ]);
    expect(Object.keys(action.runs).sort()).toEqual(['steps', 'using']);
    expect(action.runs.using).toBe('composite');
    const known = ['name', 'id', 'shell', 'env', 'run', 'if', 'working-directory', 'continue-on-error'];
    for (const step of action.runs.steps) {
      expect(Object.keys(step).filter((key) => !known.includes(key))).toEqual([]);
      expect(step.shell).toBe('bash');
      for (const value of Object.values(step.env ?? {})) expect(value).toBeTypeOf('string');
    }
    for (const input of Object.values(action.inputs)) {
      expect(input.description).not.toBe('');
      expect(input.required === true || typeof input.default === 'string').toBe(true);
    }
    for (const { value } of Object.values(action.outputs)) {
      expect(value).toMatch(/^\$\{\{ steps\.lint\.outputs\.[\w-]+ \}\}$/);
    }
  });

  it('puts no input into the text of a script', () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  it.skipIf(spawnSync('shellcheck', ['--version']).status !== 0)('has scripts that shellcheck takes', () => {
    for (const { run } of action.runs.steps) {
      const { stdout } = spawnSync('shellcheck', ['-s', 'bash', '-'], { input: run, encoding: 'utf8' });
      expect(stdout).toBe('');
    }
  });

  it('passes what is sound, and tells so in the summary', () => {
    const { code, outputs, summary } = act({ paths: 'manifests' });
    expect(code).toBe(0);
    expect(outputs).toBe('exit-code=0\n');
    expect(summary).toMatch(/^# an earlier one\n## spctl: /);
  });

  it('annotates what is refused, and fails', () => {
    const { code, stdout, outputs, summary } = act({ paths: '\n  manifests  \n\nbroken.yaml\n' });
    expect(code).toBe(1);
    expect(outputs).toBe('exit-code=1\n');
    expect(stdout).toMatch(/^::error file=broken\.yaml,line=2,/m);
    expect(summary).toContain('manifest-not-a-pod');
  });

  it('writes SARIF where it is told to', () => {
    const { code, outputs } = act({ paths: 'broken.yaml', sarif: 'a report.sarif', 'fail-on': 'never' });
    expect(code).toBe(0);
    expect(outputs).toBe('exit-code=0\nsarif=a report.sarif\n');
    expect(JSON.parse(readFileSync(join(workspace, 'a report.sarif'), 'utf8')).version).toBe('2.1.0');
  });

  it('judges by the kubelet that is named, with the arguments that are given', () => {
    const { stdout, code } = act({
      paths: 'broken.yaml',
      'kubelet-version': '1.30',
      args: '--node-name cp-1\n --no-checks',
    });
    expect(code).toBe(1);
    expect(stdout).toContain('kubelet 1.30');
  });

  it('takes no input for anything but a word', () => {
    const strange = 'with space $(touch pwned)';
    expect(act({ paths: strange }).code).toBe(0);
    expect(act({ paths: '-o json=pwned' })).toMatchObject({ code: 3 });
    expect(act({ paths: 'manifests', args: '$(touch pwned) `touch pwned` ; touch pwned *' }).code).toBe(3);
    expect(act({ paths: 'manifests', 'fail-on': '"; touch pwned' }).code).toBe(2);
    expect(existsSync(join(workspace, 'pwned'))).toBe(false);
  });

  it('says what is wrong with its inputs', () => {
    expect(act({ paths: ' \n' })).toMatchObject({ code: 2 });
    const { code, stdout } = act({ paths: 'manifests', 'kubelet-version': '1.3' });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^::error::.*in quotes/m);
    expect(act({ paths: 'manifests', 'kubelet-version': 'newest' }).outputs).toBe('exit-code=2\n');
  });
});
