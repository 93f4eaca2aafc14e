import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnoseGate, diagnoseGateProblem } from '../../../../src/node/kubelet/validation/diagnose-gates.ts';
import { formatFloat } from '../../../../src/node/kubelet/validation/go-float.ts';
import {
  validateConfiguration,
  validateLogging,
} from '../../../../src/node/kubelet/validation/validate-configuration.ts';
import { defaultFeatureGates, setFeatureGates } from '../../../../src/versions/feature-gates.ts';

const gates = defaultFeatureGates(37);

describe('validateConfiguration', () => {
  it('names the members that a message speaks of, the one to change first', () => {
    const problems = validateConfiguration({ imageGCLowThresholdPercent: 90 }, gates);
    const paths = problems.find(({ message }) => message.includes('must be less than'))?.paths;
    expect(paths).toEqual([['imageGCLowThresholdPercent'], ['imageGCHighThresholdPercent']]);
  });

  it('points at the cgroup that an enforcement key lacks', () => {
    const config = { enforceNodeAllocatable: ['kube-reserved'], cgroupsPerQOS: true };
    const problem = validateConfiguration(config, gates).find(({ message }) =>
      message.includes('kube-reserved'),
    );
    expect(problem?.paths).toEqual([['kubeReservedCgroup'], ['enforceNodeAllocatable']]);
  });

  it('takes the host for one with cgroup v2 unless it is told otherwise', () => {
    const mentions = (cgroupV1: boolean) =>
      validateConfiguration({ failCgroupV1: true }, gates, { cgroupV1 }).some(({ message }) =>
        message.includes('cgroup v1'),
      );
    expect(mentions(false)).toBe(false);
    expect(mentions(true)).toBe(true);
  });

  it('lets a kubelet show the metrics that the minor before it hid, and no others', () => {
    const refusals = (version: string) =>
      validateConfiguration({ showHiddenMetricsForVersion: version }, gates).filter(({ paths }) =>
        paths[0]?.includes('showHiddenMetricsForVersion'),
      ).length;
    expect(refusals('1.36')).toBe(0);
    expect(refusals('1.35')).toBe(1);
  });
});

describe('a configuration of any shape', () => {
  it('is judged without a throw', () => {
    const member = fc.constantFrom(
      'logging',
      'tracing',
      'reservedMemory',
      'registerWithTaints',
      'port',
      'podLogsDir',
    );
    const config = fc.dictionary(member, fc.jsonValue() as fc.Arbitrary<never>);
    fc.assert(
      fc.property(config, fc.integer({ min: 28, max: 37 }), (given, minor) => {
        validateLogging(given, defaultFeatureGates(minor));
        validateConfiguration(given, defaultFeatureGates(minor));
      }),
    );
  });
});

describe('validateLogging', () => {
  it('accepts the JSON format, which the kubelet registers', () => {
    const config = { logging: { format: 'json', flushFrequency: '5s', verbosity: 0 } };
    expect(validateLogging(config, gates)).toEqual([]);
  });
});

describe('diagnoseGate', () => {
  it('warns of a gate that a later kubelet no longer knows, and names the version', () => {
    expect(diagnoseGate('SidecarContainers', 36)?.message).toContain('goes away in 1.37');
    expect(diagnoseGate('SidecarContainers', 36)?.severity).toBe('warning');
    expect(diagnoseGate('NodeLogQuery', 36)).toBeUndefined();
  });

  it('tells of an unknown gate which kubelet knew it last', () => {
    const { problems } = setFeatureGates(gates, new Map([['CPUManager', true]]));
    expect(diagnoseGateProblem(problems[0]!, 37).message).toContain('1.32 was the last to know it');
  });
});

describe('formatFloat', () => {
  it.each([
    [0.9, '0.9'],
    [100000, '100000'],
    [1e6, '1e+06'],
    [12345678.9, '1.23456789e+07'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
  ])('prints %d as Go does', (value, text) => {
    expect(formatFloat(value)).toBe(text);
  });
});
