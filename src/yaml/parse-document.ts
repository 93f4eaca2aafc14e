import { decode } from '../bytes/text.ts';
import { SourceText } from '../diagnostics/location.ts';
import { parseJson } from './json/parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { readSimple } from './read-simple.ts';
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
  const start = contentStart(bytes);
  const text = decodeUtf16(bytes) ?? decode(start === 0 ? bytes : bytes.subarray(start));
  const source = new SourceText(file, text);
  if (start > 0) return parseYaml(bytes, source);
  if (JSON_START.test(text)) return parseJson(source);
  const root = readSimple(text);
  return root ? { source, format: 'yaml', root, error: null, duplicates: [] } : parseYaml(bytes, source);
}
