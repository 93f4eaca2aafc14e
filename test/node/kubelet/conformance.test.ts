import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import type { ConfigValue } from '../../../src/node/kubelet/flags/flag-types.ts';
import { type KubeletStart, startKubelet } from '../../../src/node/kubelet/start-kubelet.ts';
import type { Minor } from '../../../src/versions/minor.ts';
import {
  commandOf,
  hostOf,
  MINORS,
  place,
  readCases,
  recorded,
  type Verdict,
  verdictOf,
} from './config-cases.ts';

/** Recorded errors are cut here. */
const LONGEST_ERROR = 300;

/** The configuration of a kubelet without flags, by version: what the recordings tell the difference to. */
const DEFAULTS = JSON.parse(
  readFileSync(new URL('../../../fixtures/conformance/kubelet-defaults.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Config>>;

describe('startKubelet', () => {
  const differences = new Map<Minor, string[]>();
  const count = { errors: 0, sameErrors: 0, logs: 0, sameLogs: 0 };

  beforeAll(() => {
    const cases = readCases();
    for (const minor of MINORS) differences.set(minor, []);
    for (const one of cases) {
      const host = hostOf(one);
      for (const minor of MINORS) {
        const verdict = verdictOf(one, minor);
        if (!verdict) continue;
        const start = startKubelet(host, commandOf(one), minor);
        const same = start.stage === verdict.stage && sameConfig(start, verdict, DEFAULTS[`1.${minor}`]!);
        if (!same) differences.get(minor)?.push(`${one.id} 1.${minor}`);
        tally(count, start, verdict);
      }
    }
  }, 180_000);

  for (const minor of MINORS) {
    it(`ends where a kubelet of 1.${minor} does, with its configuration`, () => {
      expect(differences.get(minor)).toEqual([]);
    });

    it(`knows what a kubelet of 1.${minor} does without flags`, () => {
      const command = { argv: [{ value: 'kubelet', origin: { kind: 'unit' } as const }], cwd: '/' };
      const start = startKubelet(memoryHost({}), { ...command, environment: new Map() }, minor);
      expect(start.config).toEqual(DEFAULTS[`1.${minor}`]);
    });
  }

  it('logs what the kubelet logs', () => {
    expect(count.sameLogs).toBe(count.logs);
  });

  it('speaks nearly always in the words of the kubelet', () => {
    expect(count.sameErrors / count.errors).toBeGreaterThan(0.996);
  });
});

type Config = Readonly<Record<string, ConfigValue>>;

function sameConfig(start: KubeletStart, { config, unset }: Verdict, defaults: Config): boolean {
  if (!config && !unset) return true;
  const expected: Record<string, ConfigValue> = { ...defaults, ...placed(config ?? {}) };
  for (const member of unset ?? []) delete expected[member];
  return isDeepEqual(configOf(start), expected);
}

/** The recorded configuration on the case's node. */
function placed(config: Config): Config {
  return JSON.parse(place(JSON.stringify(config))) as Config;
}

function configOf({ config }: KubeletStart): Config {
  return config ?? {};
}

function isDeepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => isDeepEqual(value, (b as Record<string, unknown>)[key]))
  );
}

function tally(
  count: { errors: number; sameErrors: number; logs: number; sameLogs: number },
  start: KubeletStart,
  verdict: Verdict,
): void {
  const said = verdict.error ?? verdict.stderr ?? verdict.stdout;
  if (said !== undefined) {
    const error = said.trim();
    const ours = recorded(start.error ?? '').trim();
    count.errors++;
    if (ours === error || (said.length >= LONGEST_ERROR && ours.startsWith(error))) count.sameErrors++;
  }
  if (verdict.stage === 'exit') return;
  count.logs++;
  if (isDeepEqual(start.log.map(recorded), verdict.log ?? [])) count.sameLogs++;
}
