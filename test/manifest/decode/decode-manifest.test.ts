import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeManifest } from '../../../src/manifest/decode/decode-manifest.ts';
import { decodeNode } from '../../../src/schema/decoder.ts';
import { toJson } from '../../../src/yaml/json/to-json.ts';
import { parseDocument } from '../../../src/yaml/parse-document.ts';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'web' }, creationTimestamp: null },
  spec: {
    hostNetwork: true,
    priority: 2000001000,
    containers: [
      {
        name: 'web',
        args: ['--listen=80'],
        ports: [{ containerPort: 80 }],
        livenessProbe: { httpGet: { port: 'http' }, periodSeconds: 10 },
        resources: { requests: { cpu: '100m', memory: '64Mi' } },
        securityContext: { runAsUser: 1000 },
      },
    ],
    volumes: [{ name: 'data', hostPath: { path: '/data' } }],
  },
};

const ODD = [null, true, '', 'x', '1', 0, -1, 1, 1.5, 2147483647, 2147483648, 1e30, [], {}, [null], { a: 1 }];

/** The pod with one value replaced, or one key misspelt. */
function mutate(value: unknown, at: { left: number }, odd: unknown, misspell: boolean): unknown {
  if (at.left-- === 0 && !misspell) return odd;
  if (Array.isArray(value)) return value.map((item) => mutate(item, at, odd, misspell));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const mutated = mutate(member, at, odd, misspell);
      return [misspell && at.left === -1 ? `${key}x` : key, mutated];
    }),
  );
}

describe('a pod that is decoded in one pass', () => {
  it('has no error and no unknown field to the decoder that explains them', () => {
    const cases = fc.tuple(
      fc.nat(45),
      fc.constantFrom(...ODD),
      fc.boolean(),
      fc.constantFrom(28, 31, 34, 37),
    );
    fc.assert(
      fc.property(cases, ([place, odd, misspell, minor]) => {
        // JSON behind a comment is YAML.
        const text = `# pod\n${JSON.stringify(mutate(POD, { left: place }, odd, misspell))}`;
        const document = parseDocument(new TextEncoder().encode(text), 'pod.yaml');
        const decoded = decodeManifest(document, minor);
        if (decoded.meta?.kind !== 'Pod' || decoded.meta.apiVersion !== 'v1') return;
        const { error, unknown } = decodeNode(document.root!, 'Pod', minor, toJson);
        expect(decoded.stage).toBe(error ? 'decode' : 'decoded');
        expect(decoded.unknown).toEqual(unknown);
      }),
      { numRuns: 2000 },
    );
  });
});
