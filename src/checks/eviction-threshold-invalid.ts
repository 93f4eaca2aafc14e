import { parseDuration } from '../node/kubelet/config/duration.ts';
import type { KubeletStart } from '../node/kubelet/start-kubelet.ts';
import { nearestName } from '../schema/suggest.ts';
import { parseQuantity, quantitySign } from '../validation/quantity.ts';
import type { Minor } from '../versions/minor.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

/** The signals of pkg/kubelet/eviction/helpers.go, signalToResource. */
const SIGNALS = [
  'memory.available',
  'allocatableMemory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
  'pid.available',
];
const SIGNALS_SINCE_29 = ['containerfs.available', 'containerfs.inodesFree'];

export default defineCheck({
  id: 'eviction-threshold-invalid',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: "an eviction threshold that the kubelet can't read",
  severity: 'warning',
  why: 'The thresholds are texts to the configuration, and its validation does not look at them. The kubelet parses them a moment later, and ends over the first that is wrong.',
  bad: 'evictionHard: { memory.available: 100MB }',
  good: 'evictionHard: { memory.available: 100Mi }',
  fix: 'Write a signal that the kubelet has, and a quantity or a percentage.',
  links: [
    'pkg/kubelet/eviction/helpers.go ParseThresholdConfig',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    if (!start) return NOTHING;
    const { minor } = report.version;
    return [
      ...thresholds(start, 'evictionHard', minor, thresholdProblem),
      ...thresholds(start, 'evictionSoft', minor, thresholdProblem),
      ...thresholds(start, 'evictionSoftGracePeriod', minor, gracePeriodProblem),
      ...thresholds(start, 'evictionMinimumReclaim', minor, reclaimProblem),
      ...withoutGracePeriod(start),
    ];
  },
});

type Member = 'evictionHard' | 'evictionSoft' | 'evictionSoftGracePeriod' | 'evictionMinimumReclaim';

function thresholds(
  start: KubeletStart,
  member: Member,
  minor: Minor,
  problemOf: (value: string) => string | undefined,
): Finding[] {
  return entries(start, member).flatMap(([signal, value]) => {
    const problem = signalProblem(signal, minor) ?? problemOf(value);
    return problem === undefined ? [] : [finding(start, member, `"${signal}: ${value}" ${problem}`)];
  });
}

/** A soft threshold needs its grace period. */
function withoutGracePeriod(start: KubeletStart): Finding[] {
  const periods = new Map(entries(start, 'evictionSoftGracePeriod'));
  return entries(start, 'evictionSoft')
    .filter(([signal]) => !periods.has(signal))
    .map(([signal]) =>
      finding(start, 'evictionSoft', `"${signal}" has no entry in "evictionSoftGracePeriod"`),
    );
}

function finding(start: KubeletStart, member: Member, problem: string): Finding {
  const { location } = settingOf(start, member) ?? {};
  return {
    message: `the kubelet ends right after its start: in "${member}", ${problem}`,
    ...(location && { location }),
    help: 'write a signal like "memory.available" with a value like "100Mi" or "10%"',
  };
}

/** Of a map that was set; the default is in order. */
function entries(start: KubeletStart, member: Member): readonly (readonly [string, string])[] {
  const { value, location } = settingOf(start, member) ?? {};
  if (!location || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([signal, threshold]) => [signal, String(threshold)]);
}

function signalProblem(signal: string, minor: Minor): string | undefined {
  const known = minor < 29 ? SIGNALS : [...SIGNALS, ...SIGNALS_SINCE_29];
  if (known.includes(signal)) return undefined;
  const meant = nearestName(signal, known);
  return `names no signal${meant === undefined ? '' : `, did you mean "${meant}"?`}`;
}

/** parseThresholdStatement. */
function thresholdProblem(value: string): string | undefined {
  if (!value.endsWith('%')) return quantityProblem(value, 'is not above zero', 1);
  const percentage = percentageOf(value);
  if (percentage === undefined) return 'is no percentage';
  return percentage < 0 || percentage > 100 ? 'is not between 0% and 100%' : undefined;
}

/** parseMinimumReclaims. */
function reclaimProblem(value: string): string | undefined {
  if (!value.endsWith('%')) return quantityProblem(value, 'is below zero', 0);
  const percentage = percentageOf(value);
  if (percentage === undefined) return 'is no percentage';
  return percentage <= 0 ? 'is not above 0%' : undefined;
}

/** parseGracePeriods. */
function gracePeriodProblem(value: string): string | undefined {
  const parsed = parseDuration(value);
  if (!parsed.ok) return 'is no duration like "1m30s"';
  return parsed.nanoseconds < 0n ? 'is below zero' : undefined;
}

function quantityProblem(value: string, tooSmall: string, least: number): string | undefined {
  const parsed = parseQuantity(value);
  if (!parsed.ok) return 'is no quantity like "100Mi"';
  return quantitySign(parsed.value) < least ? tooSmall : undefined;
}

/** A decimal number; of what else strconv.ParseFloat reads (hexadecimal, Inf) nothing is said. */
function percentageOf(value: string): number | undefined {
  let end = value.length;
  while (value[end - 1] === '%') end -= 1;
  const text = value.slice(0, end);
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  return /^[+-]?(?:0x|inf|nan)|_/i.test(text) ? 50 : undefined;
}
