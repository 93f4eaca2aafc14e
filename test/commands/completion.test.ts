import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { spctl } from './cli.ts';

const work = mkdtempSync(join(tmpdir(), 'spctl-completion-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
writeFileSync(join(work, 'web pod.yaml'), '');

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

for (const shell of SHELLS) {
  writeFileSync(join(work, `spctl.${shell}`), spctl(['completion', shell]).stdout);
}

function run(shell: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(shell, args, { cwd: work, encoding: 'utf8', timeout: 30_000 });
  if (status !== 0) throw new Error(`${shell} failed: ${stderr}${stdout}`);
  return stdout;
}

const isHere = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** Readline's part: the words, cut at = as COMP_WORDBREAKS says; files stand for readline's own completion. */
const BASH = `
source spctl.bash
compopt() { echo "$*"; }
_spctl
for reply in "\${COMPREPLY[@]}"; do echo "$reply"; done
`;

/** A shell at a terminal, in which every match is written down as it is added, before TAB has done its work. */
const ZSH = `
zmodload zsh/zpty || exit 1
zpty shell zsh -f -i
zpty -w shell 'autoload -Uz compinit && compinit -u -D && setopt extendedglob && source ./spctl.zsh'
zpty -w shell 'compadd() {
  if [[ " \${@[1,(i)(-|--)]} " != *\\ -[a-zA-Z]#[OAD]\\ * ]]; then
    local -a matches; builtin compadd -A matches "$@"; print -rl -- $matches >> matches
  fi
  builtin compadd "$@"
}'
zpty -w shell 'finished() { exit }; zle -N finished; bindkey "^I" complete-word; bindkey "^X" finished'
zpty -w -n shell "$1"$'\\t\\x18'
while zpty -r shell ignored; do :; done
`;

/** What a shell offers at the end of a line. */
const offers: Readonly<Record<Shell, (line: string) => readonly string[]>> = {
  bash: (line) => {
    const words = line.split(/\s+|(=)/).filter((word) => word !== undefined);
    const given = words.map((word) => `'${word}'`).join(' ');
    return sorted(run('bash', ['-c', `COMP_WORDS=(${given}); COMP_CWORD=${words.length - 1}; ${BASH}`]));
  },
  zsh: (line) => {
    rmSync(join(work, 'matches'), { force: true });
    run('zsh', ['-f', '-c', ZSH, 'zsh', line]);
    return sorted(existsSync(join(work, 'matches')) ? readFileSync(join(work, 'matches'), 'utf8') : '');
  },
  fish: (line) => {
    const out = run('fish', ['-N', '-c', `source spctl.fish; complete -C '${line}'`]);
    return sorted(out.replace(/\t.*$/gm, '')).map((word) => word.replace(/^--output=/, ''));
  },
};

function sorted(lines: string): readonly string[] {
  const words = lines.split('\n').map((line) => line.trim().replaceAll('\\', ''));
  return [...new Set(words.filter((line) => line !== ''))].sort();
}

/** A name of a file, as each shell offers it; bash leaves it to readline. */
const file = (shell: Shell, before = '') =>
  shell === 'bash' ? '-o default' : `${shell === 'fish' ? before : ''}web pod.yaml`;

describe.each(SHELLS)('spctl completion %s', (shell) => {
  const offered = offers[shell];

  it('prints a script that starts nothing when it is read', () => {
    const script = readFileSync(join(work, `spctl.${shell}`), 'utf8');
    expect(script).toMatch(/^#.*spctl.*kspctl/);
    expect(script).not.toMatch(/\$\(k?spctl|^\s*k?spctl /m);
  });

  it.skipIf(!isHere(shell))('completes commands', () => {
    const all = offered('spctl ');
    for (const command of ['cmdline', 'collect', 'completion', 'config', 'lint', 'render', 'where', 'help'])
      expect(all).toContain(command);
    expect(offered('spctl whe')).toEqual(['where']);
    expect(offered('kspctl whe')).toEqual(['where']);
    expect(offered('spctl help ren')).toEqual(['render']);
  });

  it.skipIf(!isHere(shell))("completes the command's own flags", () => {
    expect(offered('spctl lint --stdin')).toEqual(['--stdin-name']);
    expect(offered('spctl lint --no-che')).toEqual(['--no-checks']);
    expect(offered('spctl where --stdin')).toEqual([]);
    expect(offered('spctl where --host')).toEqual(['--host-path']);
  });

  it.skipIf(!isHere(shell))('completes the values of flags', () => {
    expect(offered('spctl lint --kubelet-version 1.28')).toEqual(['1.28']);
    expect(offered('spctl lint --fail-on w')).toEqual(['warning']);
    expect(offered('spctl lint -o sar')).toEqual(['sarif']);
    expect(offered('spctl lint --output=sar')).toEqual(['sarif']);
    expect(offered('spctl config -o y')).toEqual(['yaml']);
    expect(offered('spctl lint --node-name w')).toEqual([]);
  });

  it.skipIf(!isHere(shell))('completes files where a path belongs, and nowhere else', () => {
    expect(offered('spctl lint we')).toEqual([file(shell)]);
    expect(offered('spctl where --root we')).toEqual([file(shell)]);
    expect(offered('spctl lint -o sarif=we')).toEqual([file(shell, 'sarif=')]);
    expect(offered('spctl lint --output=sarif=we')).toEqual([file(shell, 'sarif=')]);
    expect(offered('spctl cmdline we')).toEqual([]);
  });

  it.skipIf(!isHere(shell))('completes members, shells and what else an argument can be', () => {
    expect(offered('spctl config staticPodP')).toEqual(['staticPodPath']);
    expect(offered('spctl completion f')).toEqual(['fish']);
    expect(offered('spctl explain manifest-shadow')).toEqual(['manifest-shadowed']);
    expect(offered('spctl explain mirror-p')).toContain('mirror-pod');
    expect(offered('spctl explain spec.nodeN')).toEqual(['spec.nodeName']);
  });

  it.skipIf(!isHere(shell))('completes lists of versions, where a command takes one', () => {
    expect(offered('spctl lint --kubelet-version a')).toEqual(['all']);
    expect(offered('spctl where --kubelet-version a')).toEqual([]);
    const next = offered('spctl lint --kubelet-version 1.30,1.34');
    expect(next.map((word) => word.replace(/^1\.30,/, ''))).toEqual(['1.34']);
  });

  it.skipIf(!isHere(shell))('completes no flags after --', () => {
    expect(offered('spctl lint -- --qui')).not.toContain('--quiet');
    expect(offered('spctl lint -- we')).toEqual([file(shell)]);
  });
});

it.skipIf(!isHere('shellcheck'))('prints a script for bash that shellcheck takes', () => {
  expect(run('shellcheck', ['-s', 'bash', 'spctl.bash'])).toBe('');
});

it('leaves words whole where bash does not cut them at =', () => {
  const line = `COMP_WORDS=(spctl lint --output=sar); COMP_CWORD=2; ${BASH}`;
  expect(sorted(run('bash', ['-c', line]))).toEqual(['--output=sarif']);
});

it('wants a shell that it knows', () => {
  expect(spctl(['completion'])).toMatchObject({ code: 2, stdout: '' });
  const { code, stderr } = spctl(['completion', 'ksh']);
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
