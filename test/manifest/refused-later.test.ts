import { describe, expect, it } from 'vitest';
import { judgeDocument } from '../../src/manifest/judge-manifest.ts';
import type { Facts } from '../../src/manifest/judgement.ts';
import { refusedLater } from '../../src/manifest/refused-later.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/versions/minor.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { minorsOf, readCases } from '../schema/recorded.ts';
import { kubelet, pod } from './judge.ts';

interface Case {
  readonly id: string;
  readonly text?: string;
  readonly b64?: string;
  readonly node?: string;
  readonly verdicts: Readonly<Record<string, { readonly stage: string }>>;
}

/** From when on the kubelets refuse what these facts' one takes. */
function since(bytes: Uint8Array, facts: Facts): number | null {
  const document = parseDocument(bytes, '/m.yaml');
  const judgement = judgeDocument(document, facts);
  return refusedLater(document, judgement.decodedPod!, judgement, facts)?.since ?? null;
}

const sinceOf = (text: string, facts: Partial<Facts> = {}) =>
  since(new TextEncoder().encode(text), kubelet(facts));

const withSecret = pod({ volumes: [{ name: 's', secret: { secretName: 's' } }] });

describe('what kubelets refuse later', () => {
  it('begins where the recorded kubelets begin to refuse it for good', () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const { id, text = '', b64, node = 'node01', verdicts } of readCases<Case>('pods.jsonl.gz')) {
      const refusing = new Map<number, boolean>();
      for (const [versions, { stage }] of Object.entries(verdicts)) {
        for (const minor of minorsOf(versions)) refusing.set(minor, stage !== 'ok');
      }
      const taking = [...refusing.keys()].filter((minor) => !refusing.get(minor)).sort((a, b) => a - b);
      // Those that no later kubelet refuses are judged by the newest in other tests.
      if (taking.length === 0 || taking.at(-1) === NEWEST_MINOR) continue;
      const bytes =
        b64 === undefined ? new TextEncoder().encode(text) : Uint8Array.from(Buffer.from(b64, 'base64'));
      const version = asked++ % 2 === 0 ? taking[0]! : taking.at(-1)!;
      const found = since(bytes, kubelet({ version, nodeName: node }));
      if (found !== taking.at(-1)! + 1) wrong.push(`${id} after 1.${version}: ${found}`);
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1500);
  });

  it('is nothing for the newest, and for what is refused already', () => {
    expect(sinceOf(withSecret, { version: NEWEST_MINOR })).toBeNull();
    expect(sinceOf(withSecret, { version: 34 })).toBeNull();
    expect(sinceOf(pod(), { version: OLDEST_MINOR })).toBeNull();
  });

  it('goes by the gates of the node as long as a kubelet has them', () => {
    const gates = new Map([['PreventStaticPodAPIReferences', false]]);
    expect(sinceOf(withSecret, { version: 33 })).toBe(34);
    expect(sinceOf(withSecret, { version: 34, gates })).toBe(37);
    expect(sinceOf(withSecret, { version: 33, gates: new Map([['NoSuchGate', true]]) })).toBe(34);
  });
});
