import { toJson } from '../../../yaml/json/to-json.ts';
import { toPlain } from '../../../yaml/to-plain.ts';
import type { Document, Node } from '../../../yaml/tree.ts';
import { type Leaf, scalarLeaf } from '../../decode/typed-value.ts';

/** A metav1.Time that is given. */
export interface ExactTime {
  /** The seconds in UTC as RFC 3339; null for the zero time. */
  readonly utc: string | null;
}

/** JSON that Go keeps as it stands: FieldsV1. */
export interface RawJson {
  readonly text: string;
  readonly plain: unknown;
}

/** Leaves for who prints them: whole numbers of any size, times, and free-form values. */
export function exactLeaf(document: Document): Leaf {
  return (node, type, decoding) => {
    switch (type.kind) {
      case 'int64':
        return node.kind === 'number' ? exactNumber(node.text) : undefined;
      case 'time':
        return { utc: node.kind === 'string' ? utcOf(node.value) : null } satisfies ExactTime;
      case 'any':
        return { text: rawText(document, node), plain: toPlain(node) } satisfies RawJson;
      default:
        return scalarLeaf(node, type, decoding);
    }
  };
}

function exactNumber(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** In a JSON document Go has the text as it is written; from YAML, the JSON that it became. */
function rawText({ format, source }: Document, node: Node): string {
  return format === 'json' ? source.text.slice(node.range.start, node.range.end) : toJson(node);
}

/** A time that Go has accepted, in UTC and without a fraction; null for the zero time. */
function utcOf(text: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(
    text,
  );
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = (match[7] === '-' ? -1 : 1) * (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0));
  const date = new Date(0);
  // Date.UTC takes the years before 100 for those of the last century.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute - offset, second);
  const utc = date.toISOString().replace(/\.\d+Z$/, 'Z');
  return utc === '0001-01-01T00:00:00Z' ? null : utc;
}
