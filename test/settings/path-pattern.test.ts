import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, namesOf, type PathPattern, parsePattern } from '../../src/settings/path-pattern.ts';

const pattern = (text: string) => parsePattern(text) as PathPattern;
const holds = (text: string, path: string) => matches(pattern(text), namesOf(path, '/repo'));

describe('a pattern of paths', () => {
  it.each([
    // A name at any depth.
    ['etcd.yaml', '/repo/etcd.yaml', true],
    ['etcd.yaml', '/repo/a/b/etcd.yaml', true],
    ['etcd.yaml', '/repo/etcd.yaml.bak', false],
    ['*.tmpl', '/repo/a/x.tmpl', true],
    ['*.tmpl', '/repo/a.tmpl/x', true],
    ['charts', '/repo/a/charts/x.yaml', true],
    ['charts/', '/repo/a/charts/x.yaml', true],
    // From the directory of the settings on.
    ['/etcd.yaml', '/repo/etcd.yaml', true],
    ['/etcd.yaml', '/repo/a/etcd.yaml', false],
    ['a/*.yaml', '/repo/a/x.yaml', true],
    ['a/*.yaml', '/repo/a/b/x.yaml', false],
    ['a/*.yaml', '/repo/b/a/x.yaml', false],
    ['./a/b', '/repo/a/b', true],
    ['a//b', '/repo/a/b', true],
    ['a/**', '/repo/a/b/c', true],
    ['a/**/c', '/repo/a/c', true],
    ['a/**/c', '/repo/a/b/b/c', true],
    ['**/c', '/repo/c', true],
    ['**/a/c', '/repo/b/a/c', true],
    ['**', '/repo/x', true],
    ['**', '/repo', false],
    ['a/b', '/repo/a', false],
    // Within a name.
    ['?.yaml', '/repo/a.yaml', true],
    ['?.yaml', '/repo/ab.yaml', false],
    ['[a-c].yaml', '/repo/b.yaml', true],
    ['[^a-c].yaml', '/repo/b.yaml', false],
    ['\\*', '/repo/*', true],
    ['\\*', '/repo/a', false],
    ['*', '/repo/.hidden', true],
    // Elsewhere, by the whole path.
    ['**/manifests/*', '/etc/kubernetes/manifests/x', true],
    ['/etc/kubernetes', '/etc/kubernetes/manifests/x', true],
    ['x', '/etc/x', true],
    ['/x', '/repository/x', false],
  ])('%s and %s: %s', (text, path, expected) => {
    expect(holds(text, path)).toBe(expected);
  });

  it('counts from the root where the settings lie there', () => {
    expect(matches(pattern('a/b'), namesOf('/a/b', '/'))).toBe(true);
  });

  it.each(['', '/', '.', './', '!a', '..', 'a/../b', '[', 'a*[', '[]', '\\', 'a/[b', '[a-]'])(
    'is not %j',
    (text) => {
      expect(parsePattern(text)).toHaveProperty('problem');
    },
  );

  it('matches each path that it is, and what lies below', () => {
    const name = fc.stringMatching(/^[a-z0-9.]{1,5}$/).filter((one) => one !== '.' && one !== '..');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), name, (names, below) => {
        const text = `/${names.join('/')}`;
        expect(holds(text, `/repo${text}`)).toBe(true);
        expect(holds(text, `/repo${text}/${below}`)).toBe(true);
        expect(holds(text, `/repo/${names.slice(0, -1).join('/')}`)).toBe(false);
      }),
    );
  });

  it('is looked at in time, however it is made', () => {
    const start = performance.now();
    holds(`${'**/'.repeat(2000)}x`, `/repo/${'a/'.repeat(2000)}b`);
    holds(`${'*a'.repeat(5000)}b`, `/repo/${'a'.repeat(250)}`);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
