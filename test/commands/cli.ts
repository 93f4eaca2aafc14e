import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a user's shell would. */
export function spctl(
  args: readonly string[],
  options: { input?: string | Uint8Array; cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}dist/main.cjs`, ...args], {
    cwd: options.cwd ?? root,
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', ...options.env },
    ...(options.input !== undefined && { input: options.input }),
  });
  return { code: status, stdout, stderr };
}

const ajv = new Ajv2020.default({ strict: false, allErrors: true });
for (const name of [
  'definitions',
  'where',
  'cmdline',
  'config',
  'lint',
  'doctor',
  'status',
  'which',
  'render',
  'settings-answer',
  'baseline',
  'rules',
  'explain',
]) {
  ajv.addSchema(JSON.parse(readFileSync(`${root}schemas/${name}.schema.json`, 'utf8')));
}

/** What the command's schema has against an answer; empty when it holds. */
export function schemaErrors(command: string, answer: unknown): readonly unknown[] {
  const validate = ajv.getSchema(`${command}.schema.json`);
  if (!validate) throw new Error(`no schema for ${command}`);
  return validate(answer) ? [] : (validate.errors ?? []);
}
