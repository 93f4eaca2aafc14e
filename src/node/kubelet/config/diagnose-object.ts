import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Location, Range } from '../../../diagnostics/location.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Document, Node } from '../../../yaml/tree.ts';
import { type ConfigFile, locateNode } from './config-file.ts';
import { type DecodeError, decodeConfiguration, type StrictProblem } from './decode.ts';
import { diagnoseMember } from './diagnose-member.ts';
import { diagnoseMeta } from './diagnose-meta.ts';
import type { GoType } from './go-types.ts';
import type { UntypedObject } from './untyped-object.ts';
import type { VersionedObject } from './versioned-object.ts';

/*
 * What is wrong with one configuration file as a text and as an object: syntax, kind, types, unknown and
 * duplicate members. Errors are what this kubelet refuses.
 */

/** A --config file, or a drop-in of 1.28: decoded as it stands. */
export function diagnoseVersioned(file: ConfigFile, object: VersionedObject, minor: Minor): Diagnostic[] {
  const { document } = file;
  const { decoded, internal } = object;
  return [
    ...diagnoseMeta(file, object.meta, 'versioned', minor),
    ...(decoded?.error ? [diagnoseType(decoded.error, locateNode(document, decoded.error.node))] : []),
    ...(decoded?.strict ?? []).flatMap((problem) =>
      problem.kind === 'unknown' && !internal ? [diagnoseMember(document, problem, minor, 'versioned')] : [],
    ),
    ...diagnoseDuplicates(document, decoded?.strict ?? [], false),
    ...diagnoseRest(document),
  ];
}

/** A drop-in of 1.29 or newer: its members only have types once they are merged. */
export function diagnoseUntyped(file: ConfigFile, object: UntypedObject, minor: Minor): Diagnostic[] {
  const { document } = file;
  const names = minor < 32 ? 'internal' : 'v1beta1';
  const alone = object.root && decodeConfiguration(object.root, { minor, names, caseSensitive: false });
  const refused = object.error?.startsWith('error: strict') ?? false;
  return [
    ...diagnoseMeta(file, object.meta, minor < 32 ? 'kind' : 'exact', minor),
    ...(alone?.strict ?? []).flatMap((problem) =>
      problem.kind === 'unknown' ? [diagnoseMember(document, problem, minor, 'patch')] : [],
    ),
    ...diagnoseDuplicates(document, alone?.strict ?? [], refused),
    ...diagnoseRest(document),
  ];
}

/** A value that Go can't decode into its member. */
export function diagnoseType({ path, node, type, message }: DecodeError, location?: Location): Diagnostic {
  return {
    ruleId: 'kubelet-config-type',
    severity: 'error',
    message: `the kubelet does not start: "${path}" takes ${describeType(type)}, but ${describeValue(node)} stands here`,
    help: helpWithType(type, node),
    ...(location && { location }),
    kubelet: { type: 'load', field: path, detail: message, index: 0 },
  };
}

function diagnoseDuplicates(
  document: Document,
  strict: readonly StrictProblem[],
  refused: boolean,
): Diagnostic[] {
  const fromJson = strict
    .filter(({ kind }) => kind === 'duplicate')
    .map(({ member }) => ({ key: member.key, second: member.keyRange }));
  const duplicates = document.format === 'yaml' ? document.duplicates : fromJson;
  return duplicates.map((duplicate) => diagnoseDuplicate(document, duplicate, refused));
}

interface Duplicate {
  readonly key: string;
  readonly first?: Range;
  readonly second: Range;
  readonly merge?: true;
  readonly inAnyOrder?: true;
}

function diagnoseDuplicate(document: Document, duplicate: Duplicate, refused: boolean): Diagnostic {
  const { key, first, second, merge, inAnyOrder } = duplicate;
  const at = { ruleId: 'kubelet-config-duplicate-key', location: document.source.locate(second) };
  const related = first && [{ location: document.source.locate(first), message: `"${key}" stands here too` }];
  const place = { ...at, ...(related && { related }) };
  if (refused) {
    return {
      ...place,
      severity: 'error',
      message: `the kubelet does not start: a drop-in must not hold "${key}" twice`,
      help: 'remove one of the two',
    };
  }
  if (merge) {
    return {
      ...place,
      severity: 'info',
      message: `"${key}" overrides the member that "<<" merged, which the kubelet logs as a duplicate`,
    };
  }
  if (first && isSame(document, first, second)) {
    return {
      ...place,
      severity: 'info',
      message: `"${key}" stands twice in this mapping, with one value`,
      help: 'remove one of the two',
    };
  }
  const taken = inAnyOrder ? 'which of them counts is chance' : 'the later one counts';
  return {
    ...place,
    severity: 'warning',
    message: `"${key}" stands twice in this mapping: ${taken}`,
    help: 'remove one of the two',
  };
}

/** Whether two keys have the same value behind them, each all of it on its line. */
function isSame({ source }: Document, first: Range, second: Range): boolean {
  const [one, other] = [first, second].map(({ start, end }) => {
    const rest = source.text.slice(end, end + MAX_VALUE);
    const [, value = '', next] = /^["']?\s*:([^\n]*)\n([ \t]*)/.exec(`${rest}\n`) ?? [];
    const isWhole = value.length < MAX_VALUE / 2 && (next ?? '').length < source.position(start).column;
    return isWhole && /^\s*[^\s#|>&*{[]/.test(value) ? value.trim() : undefined;
  });
  return one !== undefined && one === other;
}

/** No scalar of a configuration is longer. */
const MAX_VALUE = 1024;

/** What stands behind the first document. */
function diagnoseRest({ ignored, source }: Document): Diagnostic[] {
  if (!ignored) return [];
  const rest = source.text.slice(ignored.start, ignored.end);
  if (!/^[^#\s-]/m.test(rest)) return [];
  const { line, column } = source.position(ignored.start);
  return [
    {
      ruleId: 'kubelet-config-second-document',
      severity: 'warning',
      message: 'the kubelet reads only the first YAML document of this file, and nothing from here on',
      help: 'put everything into one document',
      location: { file: source.file, line, column },
    },
  ];
}

function describeType(type: GoType): string {
  switch (type.kind) {
    case 'string':
      return 'a string';
    case 'bool':
      return 'true or false';
    case 'int32':
    case 'int64':
    case 'uint32':
      return `a whole number (${type.kind})`;
    case 'float64':
      return 'a number';
    case 'duration':
      return 'a duration like "20s"';
    case 'flushFrequency':
      return 'a duration like "5s" or a whole number of nanoseconds';
    case 'quantity':
      return 'a quantity like "100Mi"';
    case 'time':
      return 'a time like "2006-01-02T15:04:05Z"';
    case 'list':
      return 'a list';
    default:
      return 'a mapping';
  }
}

function describeValue(node: Node): string {
  switch (node.kind) {
    case 'null':
      return 'nothing';
    case 'boolean':
      return `the boolean ${node.value}`;
    case 'number':
      return `the number ${node.text}`;
    case 'string':
      return `"${node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value}"`;
    case 'array':
      return 'a list';
    default:
      return 'a mapping';
  }
}

function helpWithType(type: GoType, node: Node): string {
  if (type.kind === 'string' && (node.kind === 'number' || node.kind === 'boolean')) {
    return 'put the value in quotes';
  }
  if (node.kind === 'null') return 'give it a value, or remove the line';
  if (node.kind === 'string' && ['bool', 'int32', 'int64', 'uint32', 'float64'].includes(type.kind)) {
    return 'write the value without quotes, if it is one';
  }
  return `write ${describeType(type)}`;
}
