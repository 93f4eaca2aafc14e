import { describe, expect, it } from 'vitest';
import { place } from '../../src/report/text/finding.ts';
import { fileAddress, wantsHyperlinks } from '../../src/report/text/hyperlink.ts';

describe('links on a terminal', () => {
  it.each([
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.1' }, true],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.9' }, false],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.90.2' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.71.0' }, false],
    [{ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22' }, true],
    [{ TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '453' }, false],
    [{ TERM_PROGRAM: 'ghostty' }, true],
    [{ VTE_VERSION: '7600' }, true],
    [{ VTE_VERSION: '5000' }, false],
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'xterm-256color' }, false],
    [{ WT_SESSION: 'x' }, true],
    [{ TERM: 'linux' }, false],
    [{}, false],
  ])('are for those that are known to have them: %o', (env, has) => {
    expect(wantsHyperlinks(env, true)).toBe(has);
    expect(wantsHyperlinks(env, false)).toBe(false);
    expect(wantsHyperlinks({ ...env, NO_COLOR: '1' }, true)).toBe(false);
    expect(wantsHyperlinks({ ...env, FORCE_HYPERLINK: '1' }, false)).toBe(true);
    expect(wantsHyperlinks({ ...env, FORCE_HYPERLINK: '0' }, true)).toBe(false);
  });

  it('are not for a log', () => {
    expect(wantsHyperlinks({ TERM: 'xterm-kitty', CI: 'true' }, true)).toBe(false);
  });

  it('name the machine and the file, byte for byte', () => {
    expect(fileAddress('/etc/größe #1?.yaml', 'node-1', 3, {})).toBe(
      'file://node-1/etc/gr%C3%B6%C3%9Fe%20%231%3F.yaml',
    );
    expect(fileAddress('/\udcff\u001b\\\n', 'a;b', 3, {})).toBe('file://a%3Bb/%FF%1B%5C%0A');
  });

  it('name the line where the terminal opens files at one', () => {
    expect(fileAddress('/a', 'n', 12, { TERM_PROGRAM: 'vscode' })).toBe('file://n/a#12');
    expect(fileAddress('/a', 'n', undefined, { TERM: 'xterm-kitty' })).toBe('file://n/a');
  });

  it('stand around a place, and only where it has an address', () => {
    const showPath = (path: string) => path.slice(1);
    const location = { file: '/a\u001b', line: 1, column: 2 };
    expect(place(location, { showPath, addressOf: () => 'file://n/a%1B' })).toBe(
      '\u001b]8;;file://n/a%1B\u001b\\a\\e:1:2\u001b]8;;\u001b\\',
    );
    expect(place(location, { showPath, addressOf: () => undefined })).toBe('a\\e:1:2');
  });
});
