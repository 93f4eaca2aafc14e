import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, isUtf8 } from '../../../src/bytes/text.ts';
import { SourceText } from '../../../src/diagnostics/location.ts';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { lintEnvironmentFile, lintUnitFile } from '../../../src/node/systemd/lint-file.ts';
import { startService } from '../../../src/node/systemd/start-service.ts';

const UNIT = 'etc/systemd/system/kubelet.service';

/** Text made of what matters in unit and environment files. */
const fragments = fc
  .array(
    fc.constantFrom(
      ...[
        '[Service]\n',
        '[Unit]\n',
        'ExecStart=',
        '/usr/bin/k ',
        'Environment=',
        'EnvironmentFile=-/e',
        'A=',
        'B',
      ],
      ...[
        '$A',
        `\${A}`,
        '${',
        '$$',
        '%n',
        '%',
        '\\',
        '"',
        "'",
        ' ',
        '\t',
        '\n',
        '\r',
        '\0',
        '#',
        ';',
        '=',
        '\ufeff',
      ],
      ...['\\x41', '\\xff', '\\ud800', 'é', '😀', '\udcff', '-', '@', ':', '!', '*'],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('bad input', () => {
  it('never throws, and nothing is started without a word', () => {
    fc.assert(
      fc.property(fragments, fragments, fc.boolean(), (unit, file, live) => {
        const files = {
          [UNIT]: `[Service]\nExecStart=/usr/bin/k ${unit}`,
          e: file,
          'etc/systemd/system.conf': unit,
        };
        const { argv, started, diagnostics } = startService(memoryHost(files, { live }), 'kubelet.service');
        expect(argv !== null).toBe(started);
        expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(!started);
      }),
      { numRuns: 400 },
    );
  });

  it('never throws over bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        startService(memoryHost({ [UNIT]: bytes }), 'kubelet.service');
        lintUnitFile(new SourceText('/k.service', decode(bytes)));
        lintEnvironmentFile(new SourceText('/k.env', decode(bytes)));
      }),
      { numRuns: 200 },
    );
  });

  it('gives every word a place that holds it', () => {
    fc.assert(
      fc.property(fragments, (unit) => {
        const text = `[Service]\nExecStart=/usr/bin/k ${unit}`;
        const source = new SourceText(`/${UNIT}`, text);
        for (const { value, origin } of startService(memoryHost({ [UNIT]: text }), 'kubelet.service').argv ??
          []) {
          const { location } = origin;
          if (origin.kind !== 'unit' || !isUtf8(value)) continue;
          const line = source.line(location!.line!);
          expect(location!.column! - 1).toBeLessThanOrEqual([...line!].length);
          const isLiteral = /^[\w/]+$/.test(value) && location!.line === location!.endLine;
          const written = [...line!].slice(location!.column! - 1, location!.endColumn! - 1).join('');
          if (isLiteral && /^[\w/]+$/.test(written)) expect(written).toBe(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is read in linear time', () => {
    const time = (size: number) => {
      const text = `[Service]\nExecStart=/k ${'"" $A \\x41'.repeat(size / 10)}\n${'X=1 \\\n'.repeat(size / 6)}`;
      const started = performance.now();
      startService(memoryHost({ [UNIT]: text }), 'kubelet.service');
      return performance.now() - started;
    };
    time(20_000);
    // Sixteen times as much: quadratic would take 256 times as long.
    expect(time(320_000)).toBeLessThan(100 * Math.max(time(20_000), 2));
  });
});
