import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeDocument, judgeManifest } from '../../src/manifest/judge-manifest.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/versions/minor.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { judge, kubelet } from './judge.ts';

const minor = fc.integer({ min: OLDEST_MINOR, max: NEWEST_MINOR });

/** Keys that pods have, so that mutations get somewhere. */
const KEYS =
  'name image command ports containerPort hostPort protocol env value valueFrom fieldRef fieldPath volumeMounts mountPath subPath resources limits requests cpu memory livenessProbe httpGet port path securityContext runAsUser capabilities add lifecycle preStop exec volumes hostPath emptyDir projected sources configMap secret items key initContainers restartPolicy tolerations operator effect affinity nodeAffinity labels annotations'.split(
    ' ',
  );

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('', 'a', 'A', 'Always', 'Exists', '1Gi', '-1', '/x', '../x', '10.0.0.1', 'x'.repeat(300)),
  fc.string({ unit: 'binary' }),
);

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  ),
})).value;

/** A pod in which anything may stand anywhere. */
const mutant = fc
  .record({
    metadata: fc.record(
      { name: fc.constant('p'), labels: value, annotations: value },
      { requiredKeys: ['name'] },
    ),
    spec: fc.record(
      {
        containers: fc.array(fc.dictionary(fc.constantFrom(...KEYS), value), { maxLength: 3 }),
        initContainers: value,
        volumes: fc.array(fc.dictionary(fc.constantFrom(...KEYS), value), { maxLength: 3 }),
        tolerations: value,
        affinity: value,
        resources: value,
      },
      { requiredKeys: ['containers'] },
    ),
  })
  .map((body) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...body }));

describe('whatever a file holds', () => {
  it('bytes at random are judged and never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), minor, (bytes, version) => {
        const judgement = judgeManifest({ path: '/m.yaml', bytes }, kubelet({ version }));
        expect(judgement.verdict).toBe('refused');
        expect(judgement.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      }),
    );
  });

  it('a pod with anything anywhere is judged, and each error has a place', () => {
    fc.assert(
      fc.property(mutant, minor, (text, version) => {
        const judgement = judge(text, { version });
        expect(judgement.verdict === 'runs').toBe(judgement.stage === 'ok');
        for (const { location, message } of judgement.diagnostics) {
          expect(location?.line).toBe(1);
          expect(message.length).toBeLessThan(1500);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('judging leaves the document as it was: it can be judged for another version, and again', () => {
    fc.assert(
      fc.property(mutant, minor, minor, (text, version, other) => {
        const document = parseDocument(new TextEncoder().encode(text), '/m.yaml');
        const first = judgeDocument(document, kubelet({ version }));
        judgeDocument(document, kubelet({ version: other }));
        expect(judgeDocument(document, kubelet({ version })).diagnostics).toEqual(first.diagnostics);
      }),
    );
  });

  it('findings cost no more than they are many', () => {
    const broken = (count: number): string =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p' },
        spec: { containers: Array.from({ length: count }, (_, i) => ({ name: `C_${i}`, wrong: i })) },
      });
    const time = (count: number): number => {
      const start = performance.now();
      expect(judge(broken(count)).diagnostics).toHaveLength(3 * count);
      return performance.now() - start;
    };
    time(2000);
    expect(time(20_000)).toBeLessThan(40 * Math.max(time(2000), 20));
  });

  it('nesting beyond all bounds is no reason to fall over', () => {
    const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`;
    const text = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"x":${deep},"spec":{"containers":[{"name":"c","image":"i"}]}}`;
    expect(judge(text).stage).toBe('ok');
    expect(judge(text.replace('"x"', '"spec"')).stage).toBe('decode');
  });
});
