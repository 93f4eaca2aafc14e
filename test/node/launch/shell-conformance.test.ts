import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { unwrap } from '../../../src/node/launch/unwrap.ts';
import { wrapperOpeners } from '../../../src/node/launch/wrapper-openers.ts';
import { CASES, FILES, type ShellCase } from './shell-scripts.ts';

/** By script and shell, the words of each `kubelet` that was run. */
type Recorded = Readonly<Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>>;

const fixture = fileURLToPath(new URL('../../../fixtures/conformance/shell.json', import.meta.url));
const PARAMETERS = ['one', 'two three', '--four'];
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Asks the shells of this machine: `SPCTL_RECORD_SHELL=1 npx vitest run test/node/launch`. */
function record(): Recorded {
  const directory = mkdtempSync(join(tmpdir(), 'shell-'));
  const bin = mkdtempSync(join(tmpdir(), 'shell-bin-'));
  writeFileSync(
    join(bin, 'kubelet'),
    '#!/bin/sh\n{ for i; do printf "%s\\0" "$i"; done; printf "\\001\\0"; } >> "$RECORD"\nexit 0\n',
  );
  chmodSync(join(bin, 'kubelet'), 0o755);
  const answer = (script: string, shell: string) => {
    const out = join(bin, 'out');
    rmSync(out, { force: true });
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(directory, name), text);
    writeFileSync(join(directory, 's.sh'), script);
    try {
      execFileSync(`/bin/${shell}`, ['./s.sh', ...PARAMETERS], {
        cwd: directory,
        env: { PATH: `${bin}:${PATH}`, RECORD: out },
        stdio: 'ignore',
        timeout: 5000,
      });
    } catch {
      // What was run before it failed counts.
    }
    rmSync(join(directory, 'd'), { recursive: true, force: true });
    const said = existsSync(out) ? readFileSync(out, 'utf8') : '';
    return said
      .replaceAll(hostname(), 'node-1')
      .split('\u0001\0')
      .slice(0, -1)
      .map((words) => words.split('\0').slice(0, -1));
  };
  const all = CASES.map(({ script, shells }) => [
    script,
    Object.fromEntries(shells.map((shell) => [shell, answer(script, shell)])),
  ]);
  rmSync(directory, { recursive: true });
  rmSync(bin, { recursive: true });
  return Object.fromEntries(all);
}

if (process.env.SPCTL_RECORD_SHELL) writeFileSync(fixture, `${JSON.stringify(record(), null, 1)}\n`);
const recorded: Recorded = JSON.parse(readFileSync(fixture, 'utf8'));

function follow({ script }: ShellCase, shell: string) {
  const files = Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`/w/${name}`, text]));
  const programs = ['kubelet', 'env', 'nice', 'nohup', 'timeout', 'setsid', shell];
  const binaries = Object.fromEntries(programs.map((name) => [`/bin/${name}`, '\x7fELF']));
  const host = memoryHost(
    {
      ...files,
      '/w/s.sh': script,
      ...binaries,
      '/bin/sh': { link: shell },
    },
    { live: true },
  );
  const argv = [`/bin/${shell}`, './s.sh', ...PARAMETERS].map((value) => ({
    value,
    origin: { kind: 'unit' as const },
  }));
  const environment = new Map([
    ['PATH', PATH],
    ['RECORD', '/out'],
  ]);
  return unwrap(
    host,
    { exe: argv[0]!.value, argv, cwd: '/w', environment, unknownFlags: [] },
    wrapperOpeners,
  );
}

describe.each(['bash', 'dash'] as const)('a script that %s ran', (shell) => {
  it.each(CASES.filter(({ shells }) => shells.includes(shell)).map((one) => [one.script, one] as const))(
    'never gets another command line: %j',
    (script, one) => {
      const runs = recorded[script]?.[shell];
      expect(runs, 'not recorded').toBeDefined();
      const { command } = follow(one, shell);
      if (one.followed && runs!.length > 0) expect(command).not.toBeNull();
      if (!command) return;
      const words = command.argv.slice(1).map(({ value }) => value);
      const real = (runs!.at(-1) ?? []).filter(
        (word) => !command.unknownFlags.some((flag) => word.startsWith(`--${flag}=`)),
      );
      expect(runs!.length, 'it was not run').toBeGreaterThan(0);
      expect(words).toEqual(real);
    },
  );
});
