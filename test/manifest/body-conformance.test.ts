import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeManifest } from '../../src/manifest/decode/decode-manifest.ts';
import { type BodyJudgement, judgeBody } from '../../src/manifest/judge-body.ts';
import type { Minor } from '../../src/versions/minor.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import type { Document } from '../../src/yaml/tree.ts';

/** What the kubelet's own code made of an answer. */
interface Verdict {
  readonly as: 'pod' | 'list' | 'none';
  /** Cut. */
  readonly error: string;
  readonly pods: readonly string[];
}

interface Case {
  readonly id: string;
  readonly text?: string;
  readonly b64?: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/conformance/urls.json', import.meta.url), 'utf8'),
) as Case[];

/** Cases known to differ, each with the reason. Undeclared ones fail, and so do declared ones that agree. */
const DIVERGENCES: Readonly<Record<string, string>> = {};

const bytesOf = ({ text, b64 }: Case) => Buffer.from(text ?? b64!, text === undefined ? 'base64' : 'utf8');
const nameOf = (index: number) => `/body#${index + 1}`;

function minorsOf(range: string): Minor[] {
  const [first, last] = range.split('-').map((version) => Number(version.slice('1.'.length)));
  return Array.from({ length: (last ?? first!) - first! + 1 }, (_, i) => first! + i);
}

function asVerdict(document: Document, { as, parts }: BodyJudgement, minor: Minor): Verdict {
  const refused = parts.find(({ judgement }) => judgement.verdict === 'refused');
  return {
    as,
    error: refused === undefined ? '' : as === 'none' ? decodeError(document, minor) : podError(refused),
    // One whose name another item has is left out later.
    pods: parts
      .filter(({ verdict }) => verdict !== 'refused')
      .map(({ judgement: { pod } }) => `${pod!.namespace}/${pod!.name}`),
  };
}

/** The beginning of what the kubelet says: it goes on with the text, or with a line of its source. */
function decodeError(document: Document, minor: Minor): string {
  const decoded = decodeManifest(document, minor);
  if (decoded.stage === 'decoded') return '';
  const message = decoded.stage === 'notpod' ? 'invalid pod: &' : decoded.message;
  return decoded.stage === 'yaml' ? 'pod: yaml: ' : `pod: ${message}`;
}

/** The first field and its detail, as field.Error prints them around the value; else the whole. */
function podError({ judgement }: BodyJudgement['parts'][number]): string {
  const { stage, diagnostics } = judgement;
  if (stage === 'name') return 'invalid pod: name is needed for the pod';
  if (stage === 'reference') return diagnostics[0]!.message.replace(/^"[^"]*": /, '').replace(/ \(via.*/, '');
  return `invalid pod: [${diagnostics[0]!.kubelet!.field}: `;
}

describe('what the real kubelets 1.28 to 1.37 made of the answers of a staticPodURL', () => {
  it.each(cases.filter(({ text }) => text !== ''))('is made of $id here too', (one) => {
    const document = parseDocument(bytesOf(one), '/body');
    const differing = Object.entries(one.verdicts).flatMap(([range, theirs]) =>
      minorsOf(range).flatMap((version) => {
        const facts = { version, gates: new Map(), nodeName: 'node01' };
        const ours = asVerdict(document, judgeBody(document, facts, nameOf), version);
        const { error } = theirs;
        const same = ours.error === '' ? error === '' : error.startsWith(ours.error);
        const isSame =
          ours.as === theirs.as && same && JSON.stringify(ours.pods) === JSON.stringify(theirs.pods);
        return isSame ? [] : [{ version, ours, theirs }];
      }),
    );
    if (one.id in DIVERGENCES) expect(differing).not.toEqual([]);
    else expect(differing).toEqual([]);
  });

  it('is enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(75);
    expect(Object.keys(DIVERGENCES).filter((id) => !cases.some((one) => one.id === id))).toEqual([]);
  });
});
