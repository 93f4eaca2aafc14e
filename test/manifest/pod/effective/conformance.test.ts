import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { effectivePod } from '../../../../src/manifest/pod/effective/effective-pod.ts';
import { parseDocument } from '../../../../src/yaml/parse-document.ts';

/** A manifest, and the pod that the kubelet's own code made of it, by version; the UID stands apart. */
interface Case {
  readonly id: string;
  readonly text: string;
  readonly node: string;
  readonly path: string;
  readonly pods: Readonly<Record<string, Pod>>;
  readonly uids: Readonly<Record<string, string>>;
}

interface Pod {
  readonly metadata: { readonly uid?: string; readonly annotations: Readonly<Record<string, string>> };
}

const HASH = 'kubernetes.io/config.hash';
const SOURCE = 'kubernetes.io/config.source';

const recorded = gunzipSync(
  readFileSync(new URL('../../../../fixtures/conformance/render.jsonl.gz', import.meta.url)),
);
const cases = recorded
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

function podAt(pods: Case['pods'], minor: number): Pod {
  const range = Object.keys(pods).find((key) => {
    const [first, last = first] = key.split('-').map((version) => Number(version.slice('1.'.length)));
    return first! <= minor && minor <= last!;
  });
  return pods[range!]!;
}

/** As JSON, and without what the file source's caller adds and the recording keeps apart. */
function comparable(pod: object): unknown {
  const { apiVersion: _, kind: __, ...rest } = JSON.parse(JSON.stringify(pod, asNumber));
  const { uid: ___, ...metadata } = rest.metadata;
  const { [HASH]: ____, [SOURCE]: _____, ...annotations } = metadata.annotations;
  return { ...rest, metadata: { ...metadata, annotations } };
}

const asNumber = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);

describe('the pods that the real kubelets 1.28 to 1.37 made of manifests', () => {
  const made = cases.flatMap(({ id, text, node, path, pods, uids }) => {
    const document = parseDocument(Buffer.from(text), path);
    return Object.entries(uids).map(([version, uid]) => {
      const minor = Number(version.slice('1.'.length));
      const facts = { version: minor, gates: new Map(), nodeName: node };
      return {
        id,
        text,
        version,
        uid,
        recorded: podAt(pods, minor),
        ours: effectivePod({ document, facts, path }),
      };
    });
  });

  it('are made here too, with every default', () => {
    for (const { id, version, recorded, ours } of made) {
      expect(comparable(ours.pod), `${id} ${version}`).toEqual(comparable(recorded));
    }
  });

  it('have the same UIDs, as far as those are known', () => {
    const known = made.filter(({ ours }) => ours.uid !== null);
    expect(known.length / made.length).toBeGreaterThan(0.9);
    expect(known.filter(({ ours, uid }) => ours.uid !== uid)).toEqual([]);
    for (const { ours, uid } of known) {
      const { metadata } = ours.pod as unknown as Pod;
      expect(metadata.uid).toBe(uid);
      expect(metadata.annotations[HASH]).toBe(uid);
    }
  });

  it('lack no UID but where a time or a number of many digits goes into it', () => {
    const unknown = made.filter(({ ours }) => ours.uid === null);
    expect(unknown.filter(({ text }) => !/\dT\d|0\.0{15}|8Ei/.test(text)).map(({ id }) => id)).toEqual([]);
  });

  it('are enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(300);
  });
});
