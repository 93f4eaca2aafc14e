import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askMachine } from '../../src/runtime/ask-machine.ts';

const here = ['/usr/bin/journalctl', '/bin/journalctl'].some((path) => existsSync(path));

describe('askMachine', () => {
  it.skipIf(!here)("runs the machine's own program", () => {
    const answer = askMachine()('journalctl', ['--version']);
    expect(answer).toMatchObject({ ok: true });
    expect(answer.ok && answer.stdout).toMatch(/^systemd \d+/);
  });

  it.skipIf(!here)('says in its words why it failed', () => {
    const answer = askMachine()('journalctl', ['--no-such-option']);
    expect(answer).toEqual({ ok: false, why: expect.stringMatching(/^journalctl: .*no-such-option/) });
  });

  it.skipIf(here)('says so where there is none', () => {
    expect(askMachine()('journalctl', [])).toEqual({
      ok: false,
      why: 'there is no journalctl in /usr/bin or /bin',
    });
  });
});
