import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/control-plane/command-line.ts';

const written = (...texts: string[]) => texts.map((text, i) => ({ text, range: { start: i, end: i + 1 } }));
const lineOf = (...texts: string[]) => readCommandLine('kube-apiserver', 37, written(...texts));

describe('a command line of flags that stand whole in their words', () => {
  const plain = ['--secure-port=6443', '--allow-privileged=true', '--etcd-servers=https://127.0.0.1:2379'];

  it('is read as the grammar reads it', () => {
    const { uses, flags, faults, positionals } = lineOf(...plain);
    // The word behind keeps it from being plain.
    const read = lineOf(...plain, 'word');
    expect(uses).toEqual(read.uses);
    expect(flags).toEqual(read.flags);
    expect(faults).toEqual([]);
    expect(positionals).toEqual([]);
  });

  it.each([
    ['--secure-port=0', 'the program refuses it'],
    ['--secure-port=many', 'it is no number'],
    ['--allow-privileged=yes', 'it is no bool'],
    ['--request-timeout=60', 'it has no unit'],
  ])('has "%s" among its doubtful ones, for %s', (word) => {
    expect(lineOf(...plain, word).doubtful.map(({ word }) => word.text)).toEqual([word]);
    expect(lineOf(...plain, word, 'word').doubtful.map(({ word }) => word.text)).toEqual([word]);
  });

  it('has no doubtful ones where all are evidently fine', () => {
    expect(lineOf(...plain).doubtful).toEqual([]);
  });
});
