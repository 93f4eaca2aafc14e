import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a plain script
import { manPage } from '../../scripts/man-page.mjs';
import { spctl } from '../commands/cli.ts';

const path = fileURLToPath(new URL('../../man/spctl.1', import.meta.url));
const page = readFileSync(path, 'utf8');
const isHere = (program: string) => spawnSync(program, ['--version']).error === undefined;

describe('man/spctl.1', () => {
  it('tells what the commands themselves do: else run scripts/man-page.mjs', async () => {
    expect(page).toBe(await manPage());
  });

  it('knows every command and flag that the help knows', () => {
    const plain = page.replaceAll('\\-', '-');
    const commands = [...spctl(['--help']).stdout.matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name!);
    expect(commands).toContain('where');
    for (const command of commands) {
      expect(page).toContain(`.SS ${command}\n`);
      const flags = spctl([command, '--help']).stdout.match(/^ {2,6}(?:-\w, )?--(?:\[no-\])?[a-z-]+/gm) ?? [];
      for (const flag of flags) expect(plain).toContain(flag.replace(/^.*--(\[no-\])?/, ''));
    }
  });

  it('holds nothing that roff would act on', () => {
    for (const line of page.split('\n'))
      expect(line).toMatch(/^(\.(TH|SH|SS|TP|PP|BR|B|I|RS|RE|nf|fi|br)\b.*|[^.'].*|)$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII and nothing else
    expect(page).toMatch(/^[\x0a\x20-\x7e]*$/);
  });

  it.skipIf(!isHere('groff'))('is set by groff without a warning', () => {
    const { stdout, stderr, status } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-P-c', path], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('--kubelet-version');
  });

  it.skipIf(!isHere('mandoc'))('is nothing that mandoc has an error against', () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'error', path], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
