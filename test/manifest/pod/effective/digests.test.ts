import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fnv128a, md5 } from '../../../../src/manifest/pod/effective/digests.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a digest', () => {
  it('of MD5 is that of Node.js, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(md5(data)).toBe(createHash('md5').update(data).digest('hex'));
      }),
    );
  });

  it('of FNV-1a is what multiplying says, whatever the bytes are', () => {
    const slowly = (data: Uint8Array) => {
      let hash = 0x6c62272e07bb014262b821756295c58dn;
      for (const byte of data) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * ((1n << 88n) + 0x13bn));
      return hash.toString(16).padStart(32, '0');
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(fnv128a(data)).toBe(slowly(data));
      }),
    );
    expect(fnv128a(bytes(''))).toBe('6c62272e07bb014262b821756295c58d');
    expect(fnv128a(bytes('a'))).toBe('d228cb696f1a8caf78912b704e4a8964');
  });
});
