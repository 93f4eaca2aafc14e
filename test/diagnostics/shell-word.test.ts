import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord, wordOfCommand } from '../../src/diagnostics/shell-word.ts';

describe('a word of a shell', () => {
  it('stands as it is where no character of it means something', () => {
    expect(shellWord('kubelet@cri-containerd.service')).toBe('kubelet@cri-containerd.service');
  });

  it('is quoted where one does', () => {
    expect(shellWord('kubelet;reboot.service')).toBe("'kubelet;reboot.service'");
    expect(shellWord('kubelet\\x2d1.service')).toBe("'kubelet\\x2d1.service'");
  });

  it('is none where quotes do not help', () => {
    for (const text of ["a'; reboot '", '-H=elsewhere', 'a\nreboot', ''])
      expect(shellWord(text)).toBeUndefined();
  });

  it('is one word to the end, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const word = shellWord(text);
        expect(word === undefined || word === text || word === `'${text}'`).toBe(true);
        if (word === text) expect(text).toMatch(/^[\w@:./-]+$/);
        else if (word !== undefined) expect(text).not.toContain("'");
      }),
    );
  });
});

describe('a word of a command in double quotes', () => {
  it('is none where double quotes let a shell act on it', () => {
    for (const text of ['$(reboot)', '`id`', 'a"; reboot; "', '!!'])
      expect(wordOfCommand(text)).toBeUndefined();
  });

  it('is else that of a shell', () => {
    expect(wordOfCommand('dev-disk-by\\x2duuid-1.swap')).toBe("'dev-disk-by\\x2duuid-1.swap'");
    expect(wordOfCommand('/etc/kubernetes/pki/ca.crt')).toBe('/etc/kubernetes/pki/ca.crt');
  });
});
