import { decode } from '../bytes/text.ts';
import { SourceText } from '../diagnostics/location.ts';
import { parseJson } from './json/parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { contentStart, decodeUtf16 } from './syntax/read-text.ts';
import type { Document } from './tree.ts';

/** White space as Go's unicode.IsSpace has it, which is what may precede the `{` of a JSON text. */
const JSON_START = /^[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*\{/;

/**
 * Reads a file as the kubelet does: utilyaml.ToJSON (apimachinery pkg/util/yaml/decoder.go), and then what
 * Go's JSON decoder sees. It never throws: what is wrong with the text is the document's `error`.
 *
 * A text whose first character is `{` is JSON and nothing else; a byte order mark before it makes it YAML.
 */
export function parseDocument(bytes: Uint8Array, file: string): Document {
  const text = decodeUtf16(bytes) ?? decode(bytes.subarray(contentStart(bytes)));
  const source = new SourceText(file, text);
  return contentStart(bytes) === 0 && JSON_START.test(text) ? parseJson(source) : parseYaml(bytes, source);
}
