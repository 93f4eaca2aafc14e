import { describe, expect, test } from 'vitest';
import { judgedVersion, nearestMinor } from '../../../src/node/version/judged-version.ts';
import type { KubeletVersionFound } from '../../../src/node/version/kubelet-version-found.ts';

const found: KubeletVersionFound = {
  minor: 12,
  text: '1.12.3',
  origin: 'image',
  evidence: 'the image',
  location: { file: '/etc/systemd/system/kubelet.service', line: 3 },
  diagnostics: [],
};

describe('the version to judge by', () => {
  test('is what the caller says, whatever the node tells', () => {
    expect(judgedVersion({ asked: 34, found })).toEqual({
      minor: 34,
      text: '1.34',
      origin: 'flag',
      approximate: false,
      diagnostics: [],
    });
  });

  test('is else what the node tells, with its evidence', () => {
    expect(judgedVersion({ found: { ...found, minor: 33, text: '1.33.1' } })).toEqual({
      minor: 33,
      text: '1.33',
      told: '1.33.1',
      origin: 'image',
      approximate: false,
      evidence: 'the image',
      location: found.location,
      diagnostics: [],
    });
  });

  test('is else the newest known', () => {
    expect(judgedVersion({ found: null })).toMatchObject({ minor: 37, text: '1.37', origin: 'newest' });
  });

  test('is approximate where its tables are not known, and says so once', () => {
    expect(judgedVersion({ found })).toMatchObject({
      minor: 28,
      text: '1.12',
      told: '1.12.3',
      approximate: true,
      diagnostics: [{ ruleId: 'kubelet-version-approximate', severity: 'info', location: { line: 3 } }],
    });
    expect(judgedVersion({ asked: 99 })).toMatchObject({ minor: 37, text: '1.99', approximate: true });
    expect(judgedVersion({ asked: 0 })).toMatchObject({ minor: 28, text: '1.0', approximate: true });
  });

  test.each([
    [0, 28, true],
    [27, 28, true],
    [28, 28, false],
    [37, 37, false],
    [38, 37, true],
  ])('the tables nearest to 1.%i are those of 1.%i', (minor, nearest, approximate) => {
    expect(nearestMinor(minor)).toEqual({ minor: nearest, approximate });
  });
});
