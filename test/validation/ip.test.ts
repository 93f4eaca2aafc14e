import { describe, expect, it } from 'vitest';
import { parseIP, validateIP } from '../../src/validation/ip.ts';

describe('an IP address', () => {
  it.each([
    '10.9.8.7',
    '010.0.0.1',
    '0.0.0.000000000',
    '::',
    '::1',
    '1::',
    '2001:db8::ffff',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '::1.2.3.4',
    '1:2:3:4:5:6:1.2.3.4',
    '::ffff:010.2.3.4',
    '00001::1',
  ])('%s is one', (text) => {
    expect(parseIP(text)).toBeDefined();
  });

  it.each([
    '',
    'a',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1..2.3',
    '-1.2.3.4',
    ':::',
    '1::2::3',
    ':1::',
    '1:',
    '12345::',
    '10000::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '1.2.3.4::',
    '1:1.2.3.4::2',
    '::1.2.3.4:5',
    'fe80::1%eth0',
    '1.2.3.4/8',
  ])('%s is none', (text) => {
    expect(parseIP(text)).toBeUndefined();
  });

  it('may not be written oddly where that is looked at', () => {
    expect(validateIP('010.0.0.1', false)).toEqual([]);
    expect(validateIP('010.0.0.1', true)).toEqual(['must not have leading 0s']);
    expect(validateIP('::ffff:1.2.3.4', true)).toEqual(['must not be an IPv4-mapped IPv6 address']);
    expect(validateIP('::ffff:0:1.2.3.4', true)).toEqual([]);
    expect(validateIP('2001:db8::1', true)).toEqual([]);
  });
});
