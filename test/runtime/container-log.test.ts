import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { lastLogLines, logLines } from '../../src/runtime/container-log.ts';

const texts = (log: string, isWhole = true) => logLines(encode(log), isWhole).map(({ text }) => text);

describe("a container's log", () => {
  it('has lines with time and stream', () => {
    const log =
      '2026-11-21T20:47:57.146952114Z stdout F hello there\n2026-11-21T22:47:58+02:00 stderr F  two  spaces\n';
    expect(logLines(encode(log), true)).toEqual([
      { time: Date.parse('2026-11-21T20:47:57.146Z'), stream: 'stdout', text: 'hello there' },
      { time: Date.parse('2026-11-21T20:47:58Z'), stream: 'stderr', text: ' two  spaces' },
    ]);
  });

  it('has long lines in parts, which streams do not mix', () => {
    const at = '2026-11-21T20:47:57Z';
    expect(texts(`${at} stdout P a\n${at} stderr F err\n${at} stdout P:x b\n${at} stdout F c\n`)).toEqual([
      'err',
      'abc',
    ]);
    expect(texts(`${at} stdout P only begun\n`)).toEqual(['only begun']);
    expect(texts(`${at} stdout F \n${at} stdout F\n`)).toEqual(['']);
  });

  it('may be one that Docker wrote', () => {
    const line = (log: string) =>
      `${JSON.stringify({ log, stream: 'stderr', time: '2026-11-21T20:47:57.1Z' })}\n`;
    expect(texts(line('a\n') + line('b') + line('c\n'))).toEqual(['a', 'bc']);
  });

  it('begins somewhere, and what was cut off is left out', () => {
    const at = '2026-11-21T20:47:57Z';
    expect(texts(`${at} stdout F cut\n${at} stdout F whole\n`, false)).toEqual(['whole']);
  });

  it('is read from its end', () => {
    const line = (i: number) => `2026-11-21T20:47:57Z stdout F line ${i} ${'x'.repeat(50)}\n`;
    const log = Array.from({ length: 5000 }, (_, i) => line(i)).join('');
    const host = memoryHost({ '/var/log/pods/a/0.log': log });
    const looked = lastLogLines(host, '/var/log/pods/a/0.log', 3);
    expect(looked.ok && looked.value.map(({ text }) => text.slice(0, 9))).toEqual([
      'line 4997',
      'line 4998',
      'line 4999',
    ]);
    expect(lastLogLines(host, '/var/log/pods/b/0.log', 3)).toMatchObject({
      ok: false,
      failure: { reason: 'absent' },
    });
  });

  it('may hold anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isWhole) => {
        logLines(bytes, isWhole);
      }),
    );
    const flood = `2026-11-21T20:47:57Z stdout P ${'x'.repeat(16_000)}\n`.repeat(500);
    expect(texts(flood)[0]!.length).toBeLessThanOrEqual(16 * 1024);
  });
});
