import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastStart } from '../../src/runtime/last-start.ts';
import { endOf } from '../../src/runtime/log-causes/ends.ts';
import { entriesOf, valueIn } from '../../src/runtime/log-entries.ts';
import type { LogLine } from '../../src/runtime/machine-state.ts';

const text = (...lines: readonly string[]): LogLine[] => lines.map((line) => ({ text: line }));
const log = (lines: readonly LogLine[]) => ({ source: 'x', lines, looked: 0 });

describe('entriesOf', () => {
  it("reads klog's lines", () => {
    const [entry] = entriesOf(
      text('E1121 20:34:29.420481     286 run.go:72] "command failed" err="unknown flag: \\"--x\\""'),
    );
    expect(entry).toMatchObject({ severity: 'E', source: 'run.go' });
    expect(valueIn(entry!.text, 'err')).toBe('unknown flag: "--x"');
  });

  it('brings JSON into the same form', () => {
    const [entry] = entriesOf(
      text('{"ts":1795293266300.5,"caller":"cli/run.go:72","msg":"command failed","err":"open \\"x\\""}'),
    );
    expect(entry).toMatchObject({ severity: 'E', source: 'run.go' });
    expect(entry!.text).toBe('"command failed" err="open \\"x\\""');
  });

  it('keeps a value of several lines with its entry', () => {
    const entries = entriesOf(
      text(
        'E1121 20:34:29.420481     286 a.go:1] "x" err=<',
        '\tone',
        '\ttwo',
        ' > pod="a/b"',
        'I1121 20:34:29.4     286 a.go:1] "y"',
      ),
    );
    expect(entries).toHaveLength(2);
    expect(valueIn(entries[0]!.text, 'err')).toBe('one two');
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (lines, key) => {
        const entries = entriesOf(text(...lines));
        expect(entries.length).toBeLessThanOrEqual(lines.length);
        for (const entry of entries) valueIn(entry.text, key);
        endOf(entries);
      }),
    );
  });
});

describe('lastStart', () => {
  it('is what the newest process said, without the words of systemd', () => {
    const lines = [
      { pid: 286, text: 'E1121 20:34:29.4     286 run.go:72] "command failed" err="a"' },
      { pid: 1, text: 'kubelet.service: Main process exited, code=exited, status=1/FAILURE' },
      { pid: 292, text: 'I1121 20:34:39.7     292 server.go:545] "Kubelet version"' },
    ];
    const { entries, before } = lastStart(log(lines));
    expect(entries.map(({ pid }) => pid)).toEqual([292]);
    expect(endOf(before)?.message).toBe('the kubelet ends with an error: a');
    expect(endOf(entries)).toBeUndefined();
  });

  it('without processes begins behind last words', () => {
    const { entries } = lastStart(
      log(
        text(
          '{"ts":1,"caller":"a.go:1","msg":"command failed","err":"x"}',
          '{"ts":2,"caller":"a.go:1","msg":"Kubelet version","v":0}',
        ),
      ),
    );
    expect(entries.map((entry) => entry.text)).toEqual(['"Kubelet version"']);
  });

  it('of an empty log is empty', () => {
    expect(lastStart(log([]))).toEqual({ entries: [], before: [] });
  });
});
