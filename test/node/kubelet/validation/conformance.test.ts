import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../../../src/node/host/memory-host.ts';
import { startKubelet } from '../../../../src/node/kubelet/start-kubelet.ts';
import {
  validateConfiguration,
  validateLogging,
} from '../../../../src/node/kubelet/validation/validate-configuration.ts';
import { defaultFeatureGates, setFeatureGates } from '../../../../src/versions/feature-gates.ts';
import { MINORS } from '../config-cases.ts';

/** Members set in a configuration file, and what each minor's ValidateKubeletConfiguration said of it. */
interface Case {
  readonly set: Readonly<Record<string, unknown>>;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly verdicts: Readonly<Record<string, { readonly stage: string; readonly errors: readonly string[] }>>;
}

const file = new URL('../../../../fixtures/conformance/validation.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

/** Between what stops the start at once and what is collected, as the recording has it. */
function judge({ set, gates }: Case, minor: number): { stage: string; errors: readonly string[] } {
  const content = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    failCgroupV1: false,
    ...set,
    ...(gates ? { featureGates: gates } : {}),
  };
  const argv = ['kubelet', '--config=/config.yaml'].map((value) => ({
    value,
    origin: { kind: 'unit' } as const,
  }));
  const host = memoryHost({ '/config.yaml': JSON.stringify(content) });
  const { config } = startKubelet(host, { argv, cwd: '/', environment: new Map() }, minor);
  const effective = setFeatureGates(defaultFeatureGates(minor), new Map(Object.entries(gates ?? {}))).gates;
  const logging = validateLogging(config ?? {}, effective);
  if (logging.length > 0) {
    const messages = logging.map(({ message }) => message);
    const error = messages.length === 1 ? messages[0]! : `[${messages.join(', ')}]`;
    return { stage: 'logging', errors: [error] };
  }
  const problems = validateConfiguration(config ?? {}, effective);
  return {
    stage: problems.length === 0 ? 'ok' : 'validate',
    errors: problems.map(({ message }) => message),
  };
}

describe('ValidateKubeletConfiguration, as each kubelet answered', () => {
  it.each(MINORS)('1.%i', (minor) => {
    const found = cases.flatMap((one) => {
      const verdict = Object.entries(one.verdicts).find(([range]) => {
        const [from = 0, to = from] = range.split('-').map((version) => Number(version.slice(2)));
        return from <= minor && minor <= to;
      })?.[1];
      if (!verdict) return [];
      return [{ set: one.set, gates: one.gates, expected: verdict, answered: judge(one, minor) }];
    });
    expect(found.length).toBeGreaterThan(150);
    const wrong = found.filter(({ expected, answered }) => !same(expected, answered));
    expect(wrong).toEqual([]);
  });
});

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
