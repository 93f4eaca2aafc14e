import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGoFlags } from '../../src/control-plane/go-flags.ts';
import { etcdFlag, etcdHasFlag } from '../../src/versions/etcd-flags.ts';

/** Every event in a few letters: `name=text`, `?problem`, `word`. */
const read = (...args: string[]) =>
  readGoFlags(args, etcdFlag).map((event) => {
    if (event.kind === 'use') return `${event.flag.name}=${event.text}`;
    return event.kind === 'fault' ? `?${event.problem}` : event.text;
  });

describe("the grammar of Go's flag package", () => {
  it('takes one dash for two', () => {
    expect(read('-name=a', '--data-dir=b')).toEqual(['name=a', 'data-dir=b']);
  });

  it('gives a bool no next word, and ends at the first word that is no flag', () => {
    expect(read('--pre-vote', 'true', '--name=a')).toEqual(['pre-vote=true', 'true', '--name=a']);
    expect(read('--pre-vote', '--name=a')).toEqual(['pre-vote=true', 'name=a']);
  });

  it('gives every other flag the next word, whatever it looks like', () => {
    expect(read('--name', '--data-dir=b')).toEqual(['name=--data-dir=b']);
    expect(read('--name')).toEqual(['?argument']);
  });

  it('goes on behind what it does not know', () => {
    expect(read('--datadir', '/x', '---a', '--=b', '--name=c')).toEqual([
      '?unknown',
      '?syntax',
      '?syntax',
      'name=c',
    ]);
  });

  it('ends the flags at two dashes alone', () => {
    expect(read('--', '--name=a')).toEqual(['--name=a']);
  });

  it('reads anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('-', '--', '--name', '-v', '--pre-vote'))),
        (args) => {
          expect(readGoFlags(args, etcdFlag).length).toBeLessThanOrEqual(args.length);
        },
      ),
    );
  });
});

describe("etcd's flags by release", () => {
  it('knows what a minor has and what it lost', () => {
    expect(etcdHasFlag('feature-gates', { minor: 5, patch: 15 })).toBe(false);
    expect(etcdHasFlag('feature-gates', { minor: 6, patch: 2 })).toBe(true);
    expect(etcdHasFlag('experimental-initial-corrupt-check', { minor: 6, patch: 99 })).toBe(true);
    expect(etcdHasFlag('experimental-initial-corrupt-check', { minor: 7, patch: 0 })).toBe(false);
  });

  it('says nothing of a patch release between two that were asked, nor of other minors', () => {
    expect(etcdHasFlag('listen-client-http-urls', { minor: 5, patch: 5 })).toBe(false);
    expect(etcdHasFlag('listen-client-http-urls', { minor: 5, patch: 7 })).toBeUndefined();
    expect(etcdHasFlag('listen-client-http-urls', { minor: 5, patch: 9 })).toBe(true);
    expect(etcdHasFlag('name', { minor: 3, patch: 10 })).toBeUndefined();
  });
});
