import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressLine } from '../../src/commands/progress.ts';

const hasScript = spawnSync('script', ['--version']).status === 0;
const work = mkdtempSync(join(tmpdir(), 'spctl-progress-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Forty files, each judged for 30 ms; then an answer on standard output. */
const PROGRAM = `
import { tellingProgress } from './src/commands/progress.ts';
import { writeOut } from './src/commands/streams.ts';
import { memoryHost } from './src/node/host/memory-host.ts';
const paths = Array.from({ length: 40 }, (_, i) => '/m/' + i + '.yaml');
const host = memoryHost(Object.fromEntries([...paths, '/m/.hidden'].map((path) => [path, ''])));
const judged = tellingProgress(() => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
  return 'judged';
}, { host, paths: ['/m'] });
const answers = paths.map((path) => judged({ path, bytes: new Uint8Array() }));
if (process.argv[2] !== 'silent') writeOut(answers.filter((one) => one === 'judged').length + ' judged\\n');
`;

describe('progress', () => {
  const program = join(work, 'program.mjs');
  beforeAll(() => {
    const options = [
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--log-level=error',
      `--outfile=${program}`,
    ];
    execFileSync('node_modules/.bin/esbuild', ['--sourcefile=program.ts', '--loader=ts', ...options], {
      input: PROGRAM,
    });
  });

  /** What a terminal at standard output and error gets. */
  const onTerminal = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    execFileSync('script', ['-qec', [process.execPath, program, ...args].join(' '), '/dev/null'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CI: '', TERM: 'xterm', ...env },
    });

  it.runIf(hasScript)('is one line, which the answer takes back', () => {
    const text = onTerminal({});
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it erases the line
    expect(text).toMatch(/^(\r\u001b\[K\d+ of 40 files){2,9}\r\u001b\[K40 judged\r\n$/);
  });

  it.runIf(hasScript)('is gone also where nothing is written after it', () => {
    expect(onTerminal({}, 'silent').endsWith(' of 40 files\r\u001b[K')).toBe(true);
  });

  it.runIf(hasScript)('is not for logs and terminals that can take nothing back', () => {
    expect(onTerminal({ CI: 'true' })).toBe('40 judged\r\n');
    expect(onTerminal({ TERM: 'dumb' })).toBe('40 judged\r\n');
  });

  it('is not for pipes', () => {
    const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['40 judged\n', '']);
  });

  it('counts in thousands, and no further than there are files', () => {
    expect(progressLine(12_000, 34_000)).toBe('12,000 of 34,000 files');
    expect(progressLine(999, 1_000)).toBe('999 of 1,000 files');
    expect(progressLine(1_234_568, 1_234_567)).toBe('1,234,567 of 1,234,567 files');
    expect(progressLine(0, 1)).toBe('0 of 1 files');
  });
});
