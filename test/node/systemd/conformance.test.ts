import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encode, isUtf8 } from '../../../src/bytes/text.ts';
import type { ServiceStart } from '../../../src/node/systemd/service-start.ts';
import { startService } from '../../../src/node/systemd/start-service.ts';
import { type RecordedCase, type RecordedStart, recordedHost } from './recorded-host.ts';

interface Recording {
  readonly cases: readonly RecordedCase[];
}

function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../fixtures/conformance/${name}`, import.meta.url));
}

const { cases } = JSON.parse(fixture('systemd.json').toString()) as Recording;
/** Single questions, and trees and texts put together at random. */
const more = JSON.parse(gunzipSync(fixture('systemd-more.json.gz')).toString()) as Recording;

/** Cases of other versions that depend on how a distribution built its systemd. */
const DIVERGENCES: Readonly<Record<string, string>> = {
  'spec-user in 255': "the shell of root is the distribution's (/usr/bin/bash)",
};

function recorded(start: ServiceStart): RecordedStart {
  const { started, argv, exe, environment } = start;
  return {
    started,
    argv: argv === null ? null : argv.map(({ value }) => text(value)),
    exe: exe === null ? null : text(exe),
    env: environment && Object.fromEntries([...environment].map(([name, { value }]) => [name, text(value)])),
  };
}

function text(value: string): string | { latin1: string } {
  return isUtf8(value) ? value : { latin1: String.fromCharCode(...encode(value)) };
}

function wanted({ started, argv, exe, env }: RecordedStart): RecordedStart {
  return { started, argv, exe, env };
}

describe('the recorded systemd 252', () => {
  // Programs that really ran changed the outcome by themselves.
  const replayed = cases.filter(({ options }) => !options?.real);

  it('has all its cases', () => {
    expect(replayed.length).toBeGreaterThanOrEqual(342);
  });

  it.each(replayed.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const start = startService(recordedHost(one), one.unit);
    expect(recorded(start)).toEqual(wanted(one.expected));
    expect(start.diagnostics.some(({ severity }) => severity === 'error')).toBe(!start.started);
  });
});

describe('more of the recorded systemd 252', () => {
  it.each(more.cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(recorded(startService(recordedHost(one), one.unit))).toEqual(wanted(one.expected));
  });
});

describe('other recorded versions', () => {
  const replayed = cases.flatMap((one) =>
    Object.entries(one.differsIn ?? {}).map(([version, expected]) => ({ one, version, expected })),
  );

  it.each(replayed.map((each) => [`${each.one.name} in ${each.version}`, each] as const))(
    '%s',
    (name, each) => {
      const { one, version, expected } = each;
      const start = startService(recordedHost(one), one.unit, { systemdVersion: Number(version) });
      if (DIVERGENCES[name]) expect(recorded(start)).not.toEqual(wanted(expected));
      else expect(recorded(start)).toEqual(wanted(expected));
    },
  );

  it('declares no divergence that there is not', () => {
    const names = new Set(replayed.map(({ one, version }) => `${one.name} in ${version}`));
    expect(Object.keys(DIVERGENCES).filter((name) => !names.has(name))).toEqual([]);
  });
});
