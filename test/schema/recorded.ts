import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Minor } from '../../src/versions/minor.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import type { Document, Node } from '../../src/yaml/tree.ts';

/** The cases of a file of recorded answers, one JSON object a line. */
export function readCases<T>(file: string): readonly T[] {
  const lines = gunzipSync(readFileSync(`fixtures/conformance/${file}`))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

/** `1.28-1.31` or `1.30` as minors. */
export function minorsOf(versions: string): readonly Minor[] {
  const [first, last = first] = versions.split('-').map((version) => Number(version.slice('1.'.length)));
  return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
}

/** A document from text. */
export function documentOf(text: string): Document {
  return parseDocument(new TextEncoder().encode(text), 'manifest.yaml');
}

/** The document's kind as the serializer finds it: the last that is no null, whatever its case. */
export function kindOf(root: Node | null): string | undefined {
  if (root?.kind !== 'object') return undefined;
  const kinds = root.members.filter(({ key, value }) => /^kind$/i.test(key) && value.kind !== 'null');
  const last = kinds.at(-1)?.value;
  return last?.kind === 'string' ? last.value : undefined;
}

/** Whether a message is the recorded one, which was cut off at a length, and then trimmed. */
export function isRecorded(message: string | null, recorded: string | null, cutAt: number): boolean {
  if (message === null || recorded === null) return message === recorded;
  return message === recorded || (recorded.length > cutAt - 10 && message.startsWith(recorded));
}
