import { compareBytes } from '../../../bytes/text.ts';
import type { Quantity } from '../../../validation/quantity.ts';
import type { Minor } from '../../../versions/minor.ts';
import { ZERO_QUANTITY } from '../../decode/typed-value.ts';
import type { Pod } from '../types.ts';
import type { ExactTime, RawJson } from './exact-values.ts';
import { goFieldsOf, goValuesOf } from './go-types.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The text of the internal pod that DeepHashObject hashes (pkg/util/hash/hash.go): what go-spew prints for `%#v`,
 * every value behind its type. Undefined where the text depends on the kubelet's process: a time is printed with
 * the time zone that the machine is set to. `isItem`: the pod is an item of a list, which keeps what it says it is
 * since lists are converted by a pointer (zz_generated.conversion.go, autoConvert_v1_PodList_To_core_PodList).
 */
export function hashText(pod: Pod, minor: Minor, isItem: boolean): string | undefined {
  const out: string[] = [];
  const writer = { out, minor, knowsAll: true };
  const { kind, apiVersion } = pod;
  const said = isItem && minor >= 37 ? { kind, apiVersion } : {};
  write(writer, { ...internalOf(pod), ...said }, '*core.Pod');
  return writer.knowsAll ? out.join('') : undefined;
}

/** Where v1 has a field at another place than the internal type: Convert_v1_PodSpec_To_core_PodSpec. */
function internalOf({ kind: _, apiVersion: __, ...pod }: Pod): Pod {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers, securityContext } = pod.spec!;
  const moved = {
    HostNetwork: hostNetwork,
    HostPID: hostPID,
    HostIPC: hostIPC,
    ShareProcessNamespace: shareProcessNamespace,
    HostUsers: hostUsers,
  };
  return { ...pod, spec: { ...pod.spec!, securityContext: { ...securityContext, ...moved } } };
}

interface Writer {
  readonly out: string[];
  readonly minor: Minor;
  knowsAll: boolean;
}

/** formatState.format and formatPtr (go-spew format.go): the type, then the value. */
function write(writer: Writer, value: unknown, type: string): void {
  const isPointer = type.startsWith('*');
  writer.out.push('(', type, ')');
  if (isPointer && value === undefined) writer.out.push('<nil>');
  else writeValue(writer, value, isPointer ? type.slice(1) : type);
}

/** A value whose type stands before it already. Undefined is its zero. */
function writeValue(writer: Writer, value: unknown, type: string): void {
  const { out, minor } = writer;
  const fields = goFieldsOf(type, minor);
  const values = goValuesOf(type);
  if (fields) writeStruct(writer, (value ?? {}) as Members, type);
  else if (values !== undefined) writeMap(writer, value as ReadonlyMap<string, unknown> | undefined, values);
  else if (type.startsWith('[]')) writeList(writer, value as readonly unknown[] | undefined, type.slice(2));
  else if (type === 'v1.Time') writeTime(writer, value as ExactTime | undefined);
  else if (type === 'v1.FieldsV1') writeRaw(writer, value as RawJson);
  else if (type === 'resource.Quantity')
    writeQuantity(writer, (value as Quantity | undefined) ?? ZERO_QUANTITY);
  else if (type === 'intstr.IntOrString') out.push(intOrStringText(value as number | string | undefined));
  else out.push(`${value ?? zeroOf(type)}`);
}

function writeStruct(writer: Writer, value: Members, type: string): void {
  const { out } = writer;
  let opening = '{';
  for (const field of goFieldsOf(type, writer.minor)!) {
    if (field.type === '-') continue;
    out.push(opening, field.name, ':');
    opening = ' ';
    // An embedded struct has its members beside the others.
    write(
      writer,
      field.json === '' ? value : value[field.json === '-' ? field.name : field.json],
      field.type,
    );
  }
  out.push(opening === '{' ? '{}' : '}');
}

function writeMap(writer: Writer, map: ReadonlyMap<string, unknown> | undefined, values: string): void {
  const { out } = writer;
  if (!map) {
    out.push('<nil>');
    return;
  }
  const keys = [...map.keys()].sort(compareBytes);
  out.push('map[');
  for (const [i, key] of keys.entries()) {
    out.push(i > 0 ? ' ' : '', key, ':');
    writeValue(writer, map.get(key), values);
  }
  out.push(']');
}

function writeList(writer: Writer, list: readonly unknown[] | undefined, items: string): void {
  const { out } = writer;
  if (!list) {
    out.push('<nil>');
    return;
  }
  out.push('[');
  for (const [i, item] of list.entries()) {
    out.push(i > 0 ? ' ' : '');
    writeValue(writer, item, items);
  }
  out.push(']');
}

/** A time that is given holds a pointer to the machine's time zone, in years of rules. */
function writeTime(writer: Writer, time: ExactTime | undefined): void {
  if (time) writer.knowsAll = false;
  writer.out.push('{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}');
}

function writeRaw(writer: Writer, { text }: RawJson): void {
  writer.out.push('{Raw:([]uint8)[', new TextEncoder().encode(text).join(' '), ']}');
}

function zeroOf(type: string): string {
  if (type === 'bool') return 'false';
  return type === 'int32' || type === 'int64' ? '0' : '';
}

function intOrStringText(value: number | string = 0): string {
  const isText = typeof value === 'string';
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${isText ? 0 : value} StrVal:(string)${isText ? value : ''}}`;
}

/** The exponents that a big quantity has once it is parsed, and once it is rounded up: nano and milli. */
const BIG_EXPONENTS: readonly number[] = [-9, -3];

/** resource.Quantity with its two ways to hold a number (apimachinery pkg/api/resource/quantity.go). */
function writeQuantity(writer: Writer, quantity: Quantity): void {
  const { unscaled, exponent, small, text = '' } = quantity;
  // Zeros of many digits and capped numbers keep a scale that does not change what they are worth.
  if (!small && (unscaled === 0n || !BIG_EXPONENTS.includes(exponent))) writer.knowsAll = false;
  const format = quantity === ZERO_QUANTITY ? '' : quantity.format;
  const [value, scale] = small ? [unscaled, exponent] : [0n, 0];
  writer.out.push(
    `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}}`,
    ` d:(resource.infDecAmount){Dec:(*inf.Dec)${small ? '<nil>' : decimalText(unscaled, exponent)}}`,
    ` s:(string)${text} Format:(resource.Format)${format}}`,
  );
}

/** inf.Dec: a big.Int, its words lowest first, and how many of its digits are decimals. */
function decimalText(unscaled: bigint, exponent: number): string {
  const words: bigint[] = [];
  for (let rest = unscaled < 0n ? -unscaled : unscaled; rest > 0n; rest >>= 64n) {
    words.push(BigInt.asUintN(64, rest));
  }
  return `{unscaled:(big.Int){neg:(bool)${unscaled < 0n} abs:(big.nat)[${words.join(' ')}]} scale:(inf.Scale)${-exponent}}`;
}
