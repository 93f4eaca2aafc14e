import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { yamlError } from '../../../../src/node/kubelet/config/yaml-error.ts';
import { parseDocument } from '../../../../src/yaml/parse-document.ts';

interface YamlCase {
  readonly id: string;
  readonly text?: string;
  readonly b64?: string;
  readonly error?: string;
}

/** Go prints the key itself, in Go syntax; we only say what it is. */
const PRINTS_A_VALUE = /invalid map key|unsupported map key/;

describe('the YAML error of a kubelet', () => {
  it('names the line that go-yaml names', () => {
    const file = new URL('../../../../fixtures/conformance/yaml.json.gz', import.meta.url);
    const recording = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
    const cases: readonly YamlCase[] = Array.isArray(recording) ? recording : recording.cases;
    let errors = 0;
    const wrong = cases.filter(({ text, b64, error }) => {
      if (error === undefined || PRINTS_A_VALUE.test(error)) return false;
      const bytes = b64 === undefined ? new TextEncoder().encode(text) : Buffer.from(b64, 'base64');
      const document = parseDocument(bytes, 'file.yaml');
      if (document.error) errors++;
      return document.error !== null && yamlError(document) !== error;
    });
    expect(errors).toBeGreaterThan(2000);
    // Three keys that lack their `:`: quotes and white space behind them move the scanner.
    expect(wrong.length).toBe(3);
  });

  it.each([
    ['a: 1\nb: 2\n c: 3\n', 'yaml: line 3: mapping values are not allowed in this context'],
    ['a: b: c', 'yaml: mapping values are not allowed in this context'],
    ['a: 1\nb: 2\n- c\n', 'yaml: line 2: did not find expected key'],
    ['a: 1\nplain\nb: 1\n', "yaml: line 3: could not find expected ':'"],
    ['a: [1', "yaml: line 1: did not find expected ',' or ']'"],
  ])('%j', (text, expected) => {
    expect(yamlError(parseDocument(new TextEncoder().encode(text), 'file.yaml'))).toBe(expected);
  });
});
