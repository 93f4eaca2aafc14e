import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/diagnostics/location.ts';
import { parseJson } from '../../src/yaml/json/parse-json.ts';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';

/** What sigs.k8s.io/yaml made of a text: JSON, an error, or nothing since it begins with `{`. */
interface Case {
  readonly id: string;
  readonly text?: string;
  readonly b64?: string;
  readonly json?: string;
  readonly error?: string;
  readonly notJSON?: true;
}

/** Cases known to differ, each with the reason. Undeclared ones fail, and so do declared ones that agree. */
const DIVERGENCES: Readonly<Record<string, string>> = {};

const url = new URL('../../fixtures/conformance/yaml.json.gz', import.meta.url);
const cases: readonly Case[] = JSON.parse(gunzipSync(readFileSync(url)).toString('utf8'));

describe('the recorded answers of the kubelet’s YAML decoder', () => {
  it('are met, to the digits of each number', () => {
    const differing = cases.filter((one) => describeDifference(one) !== null);
    const undeclared = differing.filter(({ id }) => !(id in DIVERGENCES));
    expect(undeclared.map((one) => [one.id, describeDifference(one)])).toEqual([]);
  });

  it('have no divergence left that has healed', () => {
    const healed = cases.filter((one) => one.id in DIVERGENCES && describeDifference(one) === null);
    expect(healed.map(({ id }) => id)).toEqual([]);
  });

  it('are enough to mean something', () => {
    expect(cases.length).toBeGreaterThan(4000);
  });
});

/** How our answer differs; null if it does not. */
function describeDifference({ text, b64, json, error, notJSON }: Case): string | null {
  const bytes = text === undefined ? Buffer.from(b64!, 'base64') : new TextEncoder().encode(text);
  const document = parseDocument(bytes, 'case.yaml');
  if (notJSON) return document.format === 'json' ? null : 'taken for YAML';
  if (error !== undefined) return document.error ? null : `accepted: ${error}`;
  if (document.root === null) return `refused: ${document.error?.message}`;
  const [ours, theirs] = [normalise(toJson(document.root)), normalise(json!)];
  return ours === theirs ? null : `${ours} instead of ${theirs}`;
}

/** JSON without a choice of escapes, numbers as they are spelled. */
function normalise(json: string): string {
  const { root, error } = parseJson(new SourceText('case.json', json));
  return root === null ? `not JSON: ${error?.message}` : toJson(root);
}
