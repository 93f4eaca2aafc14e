import { describe, expect, it } from 'vitest';
import { decodeShape } from '../../src/schema/decode-shape.ts';
import { decodeNode } from '../../src/schema/decoder.ts';
import { isShapeRight } from '../../src/schema/gate.ts';
import { isKnownKind } from '../../src/schema/types.ts';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { isRecorded, kindOf, minorsOf, readCases } from './recorded.ts';

interface Case {
  readonly id: string;
  readonly text?: string;
  readonly b64?: string;
  readonly verdicts: Readonly<Record<string, { readonly stage: string; readonly error?: string }>>;
}

/** These come before the typed decoding: the kind is not known yet. */
const EARLIER = ['yaml', 'missingkind', 'missingversion', 'unregistered'];
const EARLIER_ERRORS = /^(couldn't get version\/kind|unexpected GroupVersion string)/;

/** Every recorded answer that says something of the shape, one for each minor. */
function* readShapes() {
  for (const { id, text, b64, verdicts } of readCases<Case>('pods.jsonl.gz')) {
    const bytes =
      b64 === undefined ? new TextEncoder().encode(text) : Uint8Array.from(Buffer.from(b64, 'base64'));
    const document = parseDocument(bytes, id);
    for (const [versions, { stage, error = '' }] of Object.entries(verdicts)) {
      if (EARLIER.includes(stage) || (stage === 'decode' && EARLIER_ERRORS.test(error))) continue;
      const kind = kindOf(document.root)!;
      for (const minor of minorsOf(versions)) {
        yield {
          name: `${id} in 1.${minor}`,
          document,
          kind,
          minor,
          error: stage === 'decode' ? error : null,
        };
      }
    }
  }
}

const recorded = [...readShapes()];

describe('recorded manifests', () => {
  it('are of kinds whose shape is known', () => {
    const unknown = new Set<string>();
    for (const { kind } of recorded) if (!isKnownKind(kind)) unknown.add(kind);
    expect([...unknown]).toEqual([]);
  });

  it("fail to decode with the kubelet's own words, and only where the kubelet's do", () => {
    const wrong: string[] = [];
    let failures = 0;
    for (const { name, document, kind, minor, error } of recorded) {
      const message = decodeShape(document, kind, minor).error?.message ?? null;
      if (!isRecorded(message, error, 200)) wrong.push(`${name}: ${message}, recorded: ${error}`);
      if (error !== null) failures++;
    }
    expect(wrong).toEqual([]);
    expect(failures).toBeGreaterThan(45_000);
  });

  it('have the same shape to ajv as to the decoder', () => {
    const wrong: string[] = [];
    let judged = 0;
    for (const { name, document, kind, minor } of recorded) {
      const verdict = isShapeRight(document, kind, minor);
      if (verdict === undefined) continue;
      const { error, unknown } = decodeNode(document.root!, kind, minor, toJson);
      if (verdict !== (error === null && unknown.length === 0)) wrong.push(name);
      judged++;
    }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(100_000);
  });
});
