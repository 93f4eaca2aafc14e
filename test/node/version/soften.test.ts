import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { knownStart, softened } from '../../../src/node/version/soften.ts';
import { dependsOnVersion, RULES } from '../../../src/node/version/version-rules.ts';

const near = { minor: 28, text: '1.12', approximate: true };
const exact = { minor: 34, text: '1.34', approximate: false };

function finding(ruleId: string, severity: Diagnostic['severity'] = 'error'): Diagnostic {
  return { ruleId, severity, message: `this is ${ruleId}` };
}

describe('findings by the nearest tables', () => {
  test('that depend on the version are warnings at most, and say so', () => {
    expect(softened([finding('kubelet-flag-unknown')], near)).toEqual([
      {
        ruleId: 'kubelet-flag-unknown',
        severity: 'warning',
        message: 'this is kubelet-flag-unknown (so judged by 1.28, the nearest known to 1.12)',
      },
    ]);
  });

  test('stay as they are where they are true of every kubelet, or are no more than worth knowing', () => {
    const kept = [
      finding('manifest-syntax'),
      finding('kubelet-config-missing'),
      finding('unit-second-exec-start'),
      finding('kubelet-flag-deprecated', 'info'),
    ];
    expect(softened(kept, near)).toEqual(kept);
  });

  test('are left out where the kubelet is known to be otherwise', () => {
    const about = (ruleId: string, field: string): Diagnostic => ({
      ...finding(ruleId),
      kubelet: { type: 'flags', field, detail: '', index: 0 },
    });
    const removed = about('kubelet-flag-removed', '--allow_privileged');
    const unknown = about('kubelet-flag-unknown', '--configure-cbr0');
    const argument = about('kubelet-argument', '');
    const said = (text: string) =>
      softened([removed, unknown, argument], { ...near, text }).map(({ ruleId }) => ruleId);
    expect(said('1.4')).toEqual([]);
    expect(said('1.5')).toEqual(['kubelet-flag-unknown']);
    expect(said('1.11')).toEqual(['kubelet-flag-unknown', 'kubelet-argument']);
    expect(said('1.15')).toEqual(['kubelet-flag-removed', 'kubelet-flag-unknown', 'kubelet-argument']);
  });

  test('stay as they are where the version is known', () => {
    const all = [finding('kubelet-flag-unknown')];
    expect(softened(all, exact)).toBe(all);
  });
});

describe('a start by the nearest tables', () => {
  const refused = (stage: 'flags' | 'load' | 'validate' | 'version', ...ruleIds: string[]) => ({
    starts: false,
    stage,
    error: 'no',
    diagnostics: ruleIds.map((ruleId) => finding(ruleId)),
  });

  test('that refuses for what depends on the version is not known', () => {
    const unknown = { starts: null, stage: null, error: null };
    expect(knownStart(refused('flags', 'kubelet-flag-removed'), near)).toEqual(unknown);
    expect(knownStart(refused('validate', 'kubelet-config-invalid'), near)).toEqual(unknown);
    expect(knownStart(refused('load', 'kubelet-config-type'), near)).toEqual(unknown);
  });

  test('that every kubelet would refuse is refused', () => {
    expect(knownStart(refused('load', 'kubelet-config-missing'), near)).toEqual({
      starts: false,
      stage: 'load',
      error: 'no',
    });
    expect(knownStart(refused('version', 'kubelet-flag-ends'), near)).toMatchObject({ stage: 'version' });
  });

  test('that fails in any case, though not where the tables say, tells why', () => {
    expect(knownStart(refused('flags', 'kubelet-flag-removed', 'kubelet-config-missing'), near)).toEqual({
      starts: false,
      stage: null,
      error: 'this is kubelet-config-missing',
    });
  });

  test('is taken as it is where the version is known, or where it succeeds', () => {
    const start = refused('flags', 'kubelet-flag-removed');
    expect(knownStart(start, exact)).toEqual({ starts: false, stage: 'flags', error: 'no' });
    const ok = { starts: true, stage: 'ok' as const, error: null, diagnostics: [] };
    expect(knownStart(ok, near)).toEqual({ starts: true, stage: 'ok', error: null });
  });
});

/** Names that look like rules and are none: kinds of configuration files, kubelet flags. */
const NO_RULES = ['kubelet-config', 'kubelet-config-dropin', 'pod-infra-container-image'];

describe('the rules of flags, configuration and manifests', () => {
  const source = fileURLToPath(new URL('../../../src', import.meta.url));
  const written = new Set(
    ['node/kubelet', 'manifest', 'directory'].flatMap((room) =>
      readdirSync(`${source}/${room}`, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .flatMap((path) => [
          ...readFileSync(`${source}/${room}/${path}`, 'utf8').matchAll(
            /'((?:kubelet|manifest|pod|static-pod)-[a-z]+(?:-[a-z]+)*)'|ruleId: '([a-z-]+)'/g,
          ),
        ])
        .map(([, name, rule]) => name ?? rule!),
    ),
  );

  test('are found in the sources', () => {
    expect(written.size).toBeGreaterThan(50);
  });

  test.each([...written].filter((name) => !NO_RULES.includes(name)))('%s is classified', (ruleId) => {
    expect(Object.keys(RULES)).toContain(ruleId);
  });

  test('are all there is to classify', () => {
    expect(Object.keys(RULES).filter((ruleId) => !written.has(ruleId))).toEqual([]);
  });

  test('what is no rule depends on nothing', () => {
    expect(dependsOnVersion('constructor')).toBe(false);
    expect(dependsOnVersion('')).toBe(false);
  });
});
