import { describe, expect, it } from 'vitest';
import { defaultFeatureGates, isEnabled, setFeatureGates } from '../../src/versions/feature-gates.ts';
import { findFlag, flagByLetter, flagOf, flagsOf } from '../../src/versions/flags.ts';
import { findGate, gateDependencies, gateGoneIn, gateMinors, gatesOf } from '../../src/versions/gates.ts';

describe('flags', () => {
  it('have a text, a type and a default that change over the minors', () => {
    expect(flagOf('cloud-provider', 28)?.deprecated).toContain('will be removed in 1.25');
    expect(flagOf('cloud-provider', 29)?.deprecated).toBeUndefined();
    expect(flagOf('fail-cgroupv1', 34)?.default).toBe('false');
    expect(flagOf('fail-cgroupv1', 35)?.default).toBe('true');
    expect(flagOf('fail-cgroupv1', 30)).toBeUndefined();
  });

  it('write a member of the configuration where they have one', () => {
    expect(flagOf('pod-manifest-path', 37)).toMatchObject({
      type: 'string',
      path: ['staticPodPath'],
      global: false,
    });
    expect(flagOf('config', 37)?.path).toBeUndefined();
  });

  it('are found by their letter', () => {
    expect(flagByLetter('v', 37)?.name).toBe('v');
    expect(flagByLetter('p', 37)).toBeUndefined();
  });

  it('remember when they went, also before the oldest minor', () => {
    expect(findFlag('containerd')?.until).toBe(36);
    expect(findFlag('network-plugin')?.until).toBe(23);
    expect(findFlag('pod-manifest-path')).toEqual({ name: 'pod-manifest-path' });
    expect(findFlag('toString')).toBeUndefined();
  });

  it('are those of the nearest minor outside the window', () => {
    expect(flagsOf(20)).toEqual(flagsOf(28));
    expect(flagsOf(99)).toEqual(flagsOf(37));
  });
});

describe('gates', () => {
  it('have a stage, a default and a lock in each minor', () => {
    expect(findGate('SidecarContainers', 36)).toEqual({
      name: 'SidecarContainers',
      stage: 'GA',
      default: true,
      locked: true,
    });
    expect(findGate('SidecarContainers', 37)).toBeUndefined();
    expect(findGate('constructor', 37)).toBeUndefined();
    expect(gatesOf(37).size).toBeGreaterThan(200);
  });

  it('tell when they go, even when they were gone in between', () => {
    expect(gateGoneIn('SidecarContainers', 34)).toBe(37);
    expect(gateMinors('OrderedNamespaceDeletion')).toEqual([30, 32, 33, 34, 35, 36]);
  });

  it('depend on each other since 1.35', () => {
    expect(gateDependencies(34).size).toBe(0);
    expect(gateDependencies(37).get('GracefulNodeShutdownBasedOnPodPriority')).toEqual([
      'GracefulNodeShutdown',
    ]);
  });
});

describe('setFeatureGates', () => {
  const set = (minor: number, gates: Readonly<Record<string, boolean>>) =>
    setFeatureGates(defaultFeatureGates(minor), new Map(Object.entries(gates)));

  it('refuses unknown gates, and locked ones against their lock', () => {
    const { gates, problems } = set(36, { NoSuch: true, SidecarContainers: false });
    expect(problems.map(({ message }) => message)).toEqual([
      'unrecognized feature gate: NoSuch',
      'cannot set feature gate SidecarContainers to false, feature is locked to true',
    ]);
    expect(isEnabled(gates, 'SidecarContainers')).toBe(true);
  });

  it('lets AllAlpha switch every alpha gate that is not set by name', () => {
    const { gates } = set(34, { AllAlpha: true, MemoryQoS: false });
    expect(isEnabled(gates, 'MemoryQoS')).toBe(false);
    expect(isEnabled(gates, 'LoggingAlphaOptions')).toBe(true);
  });

  it('refuses a gate that is on while what it needs is off', () => {
    const needy = { GracefulNodeShutdown: false };
    expect(set(34, needy).problems).toEqual([]);
    expect(set(37, needy).problems[0]).toMatchObject({
      kind: 'dependency',
      gate: 'GracefulNodeShutdownBasedOnPodPriority',
    });
  });

  it('adds to what was set before', () => {
    const first = set(37, { NodeLogQuery: true }).gates;
    const second = setFeatureGates(first, new Map([['LoggingAlphaOptions', true]])).gates;
    expect(isEnabled(second, 'NodeLogQuery')).toBe(true);
    expect(isEnabled(second, 'LoggingAlphaOptions')).toBe(true);
  });
});
