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
  ROOT,
  readCases,
  recorded,
  type Verdict,
  verdictOf,
} from './config-cases.ts';

/** Where the recorded stage is not that of a kubelet on a node, and why. */
const KNOWN_DIVERGENCES: ReadonlyMap<string, string> = new Map([
  ...['field-35dc3b830 1.37', 'dropfield-499a0c7aa 1.37', 'dropfield-3d2b13157 1.37'].map(
    (id) =>
      [id, 'the recording binary has no version, a kubelet of 1.37 accepts the metrics of 1.36'] as const,
  ),
  ...['1.35', '1.36', '1.37'].map(
    (version) =>
      [
        `validate-66d639daa ${version}`,
        'recorded on cgroup v1, whose refusal was taken out of the recording but kept this one from being said',
      ] as const,
  ),
]);

/** Errors that the recording program has of its own: it had no version, and no JSON log format. */
const OWN_ERRORS = /show-?hidden-?metrics-?for-?version|--log-json-info-buffer-size/i;

/** Recorded errors are cut here (before the case's directory was named @ROOT@). */
const LONGEST_ERROR = 250;

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
        tally(count, start, verdict, minor);
      }
    }
  }, 180_000);

  for (const minor of MINORS) {
    it(`ends where a kubelet of 1.${minor} does, with its configuration`, () => {
      const known = [...KNOWN_DIVERGENCES.keys()].filter((id) => id.endsWith(` 1.${minor}`));
      expect(differences.get(minor)?.sort()).toEqual(known.sort());
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
  // The recording names an empty path; the kubelet's JSON leaves it out.
  if (expected.staticPodPath === '') delete expected.staticPodPath;
  return isDeepEqual(configOf(start), expected);
}

/** The recorded configuration on the case's node; what lies above the case was another directory each time. */
function placed(config: Config): Config {
  const above = ROOT.slice(0, ROOT.lastIndexOf('/') + 1);
  const text = place(JSON.stringify(config)).replaceAll(/\/tmp\/kcc\d*\/w\d+\//g, above);
  return JSON.parse(text) as Config;
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

/** Kubelets from here on set up a logger before they validate: what it writes is recorded once. */
const LOGGER_SINCE: Minor = 30;

/**
 * Our log as the recording has it: its klog wrote a warning into the log of warnings and into that of
 * information, which were one, until the kubelet had set up its own logger. A kubelet logs to standard error,
 * once.
 */
function recordedLog({ log, stage }: KubeletStart, minor: Minor): string[] {
  const lines = log.map(recorded);
  const warnings = lines.filter((line) => line.startsWith('W '));
  const validated = minor >= LOGGER_SINCE && (stage === 'ok' || stage === 'validate');
  const once = validated ? new Set(warnings).size * (minor === 35 ? 2 : 1) : 0;
  const twice = warnings.length - once;
  let seen = 0;
  return lines.flatMap((line) => (line.startsWith('W ') && seen++ < twice ? [line, line] : [line]));
}

const UNMET = ' is enabled, but depends on features that are disabled: ';

/** Our error as the recording has it: several unmet gate dependencies, which come in any order, are sorted. */
function recordedError({ error }: KubeletStart): string {
  const text = recorded(error ?? '').trim();
  const [, before = '', list = ''] = /^([^[]*)\[(.*)\]$/s.exec(text) ?? [];
  const unmet = list.split('], ').map((one) => one.replace(/\]?$/, ']'));
  return unmet.length > 1 && unmet.every((one) => one.includes(UNMET))
    ? before + unmet.sort().join('; ')
    : text;
}

function tally(
  count: { errors: number; sameErrors: number; logs: number; sameLogs: number },
  start: KubeletStart,
  verdict: Verdict,
  minor: Minor,
): void {
  const error = (verdict.error ?? verdict.stderr ?? verdict.stdout)?.trim();
  if (error !== undefined && !OWN_ERRORS.test(error)) {
    const ours = recordedError(start);
    count.errors++;
    if (ours === error || (error.length >= LONGEST_ERROR && ours.startsWith(error))) count.sameErrors++;
  }
  if (verdict.stage === 'exit') return;
  count.logs++;
  if (isDeepEqual(recordedLog(start, minor), verdict.log ?? [])) count.sameLogs++;
}
