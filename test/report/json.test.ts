import { describe, expect, it } from 'vitest';
import { decode } from '../../src/bytes/text.ts';
import { jsonReport } from '../../src/report/json.ts';

const view = { show: (path: string) => `/copy${path}`, tellsNodePath: true };
const escaped = decode(Uint8Array.of(0x2f, 0xff));

describe('the JSON report', () => {
  it('shows bytes that are not UTF-8 as U+FFFD, with all of them beside', () => {
    expect(JSON.parse(jsonReport({ path: escaped, argv: ['a', escaped] }, view))).toEqual({
      path: '/\ufffd',
      pathBase64: 'L/8=',
      argv: ['a', '/\ufffd'],
      argvBase64: ['YQ==', 'L/8='],
    });
  });

  it('turns locations into paths of this machine, wherever they stand', () => {
    const location = { file: '/etc/x', line: 1 };
    expect(JSON.parse(jsonReport({ origin: { via: [{ location }] }, file: '/etc/x' }, view))).toEqual({
      origin: { via: [{ location: { file: '/copy/etc/x', line: 1, nodePath: '/etc/x' } }] },
      file: '/etc/x',
    });
  });
});
