import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeDocument } from '../../src/manifest/judge-manifest.ts';
import type { Facts, ManifestJudgement } from '../../src/manifest/judgement.ts';
import type { Minor } from '../../src/versions/minor.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';

/** What the kubelet's own code said of a manifest. */
interface Verdict {
  readonly stage: string;
  /** Type, field, detail, in the kubelet's order. */
  readonly fields?: readonly (readonly [string, string, string])[];
  readonly error?: string;
  readonly namespace?: string;
  readonly name?: string;
}

interface Case {
  readonly id: string;
  readonly text?: string;
  readonly b64?: string;
  readonly node?: string;
  /** The kubelet's own order of errors changes from run to run. */
  readonly unordered?: true;
}

/** By version or range: `1.28-1.33`. */
type PodCase = Case & { readonly verdicts: Readonly<Record<string, Verdict>> };
type GateCase = Case & { readonly version: string; readonly gates: string; readonly verdict: Verdict };

/** Cases known to differ, each with the reason. Undeclared ones fail, and so do declared ones that agree. */
const DIVERGENCES: Readonly<Record<string, string>> = {};

function read<T>(name: string): T[] {
  const bytes = readFileSync(new URL(`../../fixtures/conformance/${name}`, import.meta.url));
  const lines = gunzipSync(bytes).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

const parse = ({ text, b64 }: Case) =>
  parseDocument(text === undefined ? Buffer.from(b64!, 'base64') : Buffer.from(text), '/case.yaml');

function minorsOf(range: string): Minor[] {
  const [first, last] = range.split('-').map((version) => Number(version.slice('1.'.length)));
  return Array.from({ length: (last ?? first!) - first! + 1 }, (_, i) => first! + i);
}

/** What is compared: everything that the recording has. */
function comparable(
  verdict: Verdict,
  { recorded, unordered }: { recorded: Verdict; unordered: boolean },
): string {
  const fields = verdict.fields?.map((field) => field.join(' | ')) ?? [];
  const { stage, error, namespace, name } = verdict;
  return JSON.stringify({
    stage,
    fields: unordered ? fields.sort() : fields,
    name: recorded.name && name,
    namespace: recorded.namespace && namespace,
    error: stage === 'reference' ? error : undefined,
  });
}

function asVerdict({ stage, pod, diagnostics }: ManifestJudgement): Verdict {
  const errors = diagnostics.flatMap(({ kubelet }) => kubelet ?? []);
  const reference = diagnostics.find(({ ruleId }) => ruleId === 'manifest-api-reference');
  return {
    stage,
    fields: errors.map(({ type, field, detail }) => [type, field, detail]),
    ...(stage === 'ok' ? pod : {}),
    ...(reference ? { error: reference.message.replace(/^"[^"]*": /, '') } : {}),
  };
}

/** How our verdict differs; undefined if it does not. */
function difference(one: Case, recorded: Verdict, judgement: ManifestJudgement): object | undefined {
  const as = { recorded, unordered: one.unordered === true };
  const ours = comparable(asVerdict(judgement), as);
  const theirs = comparable(recorded, as);
  return ours === theirs ? undefined : { ours, theirs };
}

function judgeEverywhere(one: PodCase, facts: (minor: Minor, node: string) => Facts): object[] {
  const document = parse(one);
  return Object.entries(one.verdicts).flatMap(([range, recorded]) =>
    minorsOf(range).flatMap((minor) => {
      const judgement = judgeDocument(document, facts(minor, one.node ?? 'node01'));
      const differs = difference(one, recorded, judgement);
      return differs ? [{ id: one.id, minor, ...differs }] : [];
    }),
  );
}

const kubelets = new Map<string, Facts>();

function kubelet(version: Minor, nodeName: string, gates = ''): Facts {
  const key = `${version} ${nodeName} ${gates}`;
  let facts = kubelets.get(key);
  if (!facts) {
    const set = gates
      .split(',')
      .filter(Boolean)
      .map((gate) => gate.split('=') as [string, string]);
    facts = { version, nodeName, gates: new Map(set.map(([name, value]) => [name, value === 'true'])) };
    kubelets.set(key, facts);
  }
  return facts;
}

describe('what the real kubelets 1.28 to 1.37 said of manifests', () => {
  const cases = read<PodCase>('pods.jsonl.gz');
  let differing: { readonly one: PodCase; readonly differences: readonly object[] }[] = [];
  beforeAll(() => {
    differing = cases.map((one) => ({ one, differences: judgeEverywhere(one, kubelet) }));
  }, 120_000);

  it('is said here too: stage, errors in their order and words, names, references', () => {
    const undeclared = differing.filter(
      ({ one, differences }) => differences.length > 0 && !(one.id in DIVERGENCES),
    );
    expect(undeclared.slice(0, 5).map(({ differences }) => differences[0])).toEqual([]);
  });

  it('leaves no declared divergence that has healed', () => {
    const healed = differing.filter(
      ({ one, differences }) => one.id in DIVERGENCES && differences.length === 0,
    );
    expect(healed.map(({ one }) => one.id)).toEqual([]);
  });

  it('is enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(16_000);
  });
});

describe('what they said with feature gates set', () => {
  const cases = read<GateCase>('pods-gates.jsonl.gz');

  it('is said here too', () => {
    const differences = cases.flatMap((one) => {
      const facts = kubelet(Number(one.version.slice('1.'.length)), one.node ?? 'node01', one.gates);
      const differs = difference(one, one.verdict, judgeDocument(parse(one), facts));
      return differs ? [{ id: one.id, ...differs }] : [];
    });
    expect(differences.slice(0, 5)).toEqual([]);
    expect(cases.length).toBeGreaterThan(400);
  });
});
