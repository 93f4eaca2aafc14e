import { describe, expect, it } from 'vitest';
import { decodeShape } from '../../src/schema/decode-shape.ts';
import { decodeNode } from '../../src/schema/decoder.ts';
import { isShapeRight } from '../../src/schema/gate.ts';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { documentOf, isRecorded, kindOf, minorsOf, readCases } from './recorded.ts';

interface Case {
  readonly id: string;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, unknown>>;
  readonly verdicts: Readonly<
    Record<string, { readonly stage: string; readonly error?: string; readonly log?: readonly string[] }>
  >;
}

const FAILED_TO_DECODE = / error failed to decode: (.*)/s;
/** What ends loading before the typed decoding. */
const EARLIER =
  /^(yaml: |couldn't get version\/kind|no kind |Object '|error converting YAML|json: unsupported)/;
/** Where a kubelet ends that has loaded its configuration. */
const LATER = ['ok', 'convert', 'validate', 'logging', 'precedence'];

/** Starts that read one configuration file, given as text, and came as far as to decode it. */
function* readConfigurations() {
  for (const { id, args, files, verdicts } of readCases<Case>('config.jsonl.gz')) {
    const name = /^--config=@ROOT@\/(.*)$/.exec(args[0] ?? '')?.[1];
    const text = name === undefined ? undefined : files[name];
    if (args.length !== 1 || typeof text !== 'string') continue;
    const document = documentOf(text);
    if (kindOf(document.root) !== 'KubeletConfiguration') continue;
    for (const [versions, { stage, error = '', log = [] }] of Object.entries(verdicts)) {
      const reason = FAILED_TO_DECODE.exec(error)?.[1] ?? null;
      if (reason === null ? !LATER.includes(stage) : EARLIER.test(reason)) continue;
      for (const minor of minorsOf(versions))
        yield { name: `${id} in 1.${minor}`, document, minor, reason, log };
    }
  }
}

const recorded = [...readConfigurations()];

describe('recorded kubelet configurations', () => {
  it("fail to decode with the kubelet's own words, and only where the kubelet's do", () => {
    const wrong: string[] = [];
    let failures = 0;
    for (const { name, document, minor, reason } of recorded) {
      const message = decodeShape(document, 'KubeletConfiguration', minor).error?.message ?? null;
      if (!isRecorded(message, reason, 150)) wrong.push(`${name}: ${message}, recorded: ${reason}`);
      if (reason !== null) failures++;
    }
    expect(wrong).toEqual([]);
    expect(failures).toBeGreaterThan(500);
  });

  it("have the unknown fields that the kubelet's strict decoder logs", () => {
    const wrong: string[] = [];
    let found = 0;
    for (const { name, document, minor, reason, log } of recorded) {
      if (reason !== null) continue;
      const text = log.join('\n').replaceAll('\\"', '"');
      const logged = [...text.matchAll(/unknown field "([^"\n]*)"/g)].map((match) => match[1]);
      const { unknown } = decodeShape(document, 'KubeletConfiguration', minor);
      const paths = [...new Set(unknown.map(({ path }) => path))];
      if (paths.join() !== logged.join()) wrong.push(`${name}: ${paths}, recorded: ${logged}`);
      found += paths.length;
    }
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(100);
  });

  it('have the same shape to ajv as to the decoder', () => {
    for (const { name, document, minor } of recorded) {
      const verdict = isShapeRight(document, 'KubeletConfiguration', minor);
      if (verdict === undefined) continue;
      const { error, unknown } = decodeNode(document.root!, 'KubeletConfiguration', minor, toJson);
      expect(verdict, name).toBe(error === null && unknown.length === 0);
    }
  });
});
