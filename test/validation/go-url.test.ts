import { describe, expect, it } from 'vitest';
import { parseURL } from '../../src/validation/go-url.ts';

describe('parseURL', () => {
  it.each([
    ['dns://localhost:4317', 'dns'],
    ['DNS://x', 'dns'],
    ['x//y', ''],
    ['dns://[fe80::1%25eth0]:1', 'dns'],
    ['a:b//c', 'a'],
  ])('reads %s', (url, scheme) => {
    expect(parseURL(url)).toEqual({ ok: true, scheme });
  });

  it.each([
    ['dns://a b', 'parse "dns://a b": invalid character " " in host name'],
    ['dns://a:x', 'parse "dns://a:x": invalid port ":x" after host'],
    ['unix:///x%zz', 'parse "unix:///x%zz": invalid URL escape "%zz"'],
    ['dns://[::1', 'parse "dns://[::1": missing \']\' in host'],
    ['://x', 'parse "://x": missing protocol scheme'],
    ['1x://h', 'parse "1x://h": first path segment in URL cannot contain colon'],
    ['a\x01', 'parse "a\\x01": net/url: invalid control character in URL'],
  ])('refuses %s in the words of net/url', (url, error) => {
    expect(parseURL(url)).toEqual({ ok: false, error });
  });
});
