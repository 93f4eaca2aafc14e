import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { effectivePod } from '../../src/manifest/pod/effective/effective-pod.ts';
import { containerHash } from '../../src/runtime/container-hash.ts';
import type { Minor } from '../../src/versions/minor.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);
/** By manifest, for each container: what Go makes of the recorded pod up to 1.30, and since. */
const hashes: Record<string, [until30: string, since31: string][]> = JSON.parse(
  readFileSync(new URL('runtime/container-hashes.json', fixtures), 'utf8'),
);
const manifests = gunzipSync(readFileSync(new URL('conformance/render.jsonl.gz', fixtures)))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; text: string; node: string; path: string });

function containersOf({ text, node, path }: (typeof manifests)[number], version: Minor) {
  const document = parseDocument(Buffer.from(text), path);
  const { pod } = effectivePod({ document, facts: { version, gates: new Map(), nodeName: node }, path });
  return (pod.spec as { containers: Record<string, unknown>[] }).containers;
}

describe("the hash that a kubelet notes on a container's annotations", () => {
  it.each([
    ['of the whole container up to 1.30', 28, 0],
    ['of name and image since 1.31', 31, 1],
  ] as const)('is that %s', (_, minor, column) => {
    const asked = manifests.filter(({ id }) => hashes[id]);
    expect(asked.length).toBeGreaterThan(300);
    for (const manifest of asked) {
      const ours = containersOf(manifest, minor).map((container) => containerHash(container, minor));
      expect(ours, manifest.id).toEqual(hashes[manifest.id]!.map((pair) => pair[column]));
    }
  });

  it('is the one that a real kubelet 1.37 noted', () => {
    expect(containerHash({ name: 'web', image: 'spctl.test/web:1', args: ['-x'] }, 37)).toBe('6e0fc96e');
    expect(containerHash({ name: 'crash', image: 'spctl.test/web:1' }, 37)).toBe('cf8f61ea');
  });
});
