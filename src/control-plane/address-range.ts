import { parseIP } from '../validation/ip.ts';

/** A range of addresses such as `10.96.0.0/12`. */
export interface AddressRange {
  readonly family: 4 | 6;
  /** Its first address. */
  readonly start: bigint;
  /** How many bits all its addresses have in common. */
  readonly prefix: number;
}

/** ParseCIDRSloppy (k8s.io/utils net/parse.go), which takes leading zeros; undefined for what is no range. */
export function parseRange(text: string): AddressRange | undefined {
  const [, ip = '', bits] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(ip);
  const prefix = Number(bits);
  if (!address || prefix > address.bits) return undefined;
  const host = BigInt(address.bits - prefix);
  return { family: address.bits === 32 ? 4 : 6, start: (address.value >> host) << host, prefix };
}

/** Whether an address lies in a range; undefined where it is none, or of the other family. */
export function contains({ family, start, prefix }: AddressRange, text: string): boolean | undefined {
  const address = parseAddress(text);
  if (!address || (address.bits === 32 ? 4 : 6) !== family) return undefined;
  const host = BigInt(address.bits - prefix);
  return address.value >> host === start >> host;
}

/** Whether an address is the first behind the range's own, which is that of the Service "kubernetes". */
export function isFirst({ family, start }: AddressRange, text: string): boolean {
  return contains({ family, start: start + 1n, prefix: family === 4 ? 32 : 128 }, text) === true;
}

function parseAddress(text: string): { readonly value: bigint; readonly bits: 32 | 128 } | undefined {
  if (text.length > 64 || !parseIP(text)) return undefined;
  if (!text.includes(':')) return { value: ofIPv4(text), bits: 32 };
  const end = text.lastIndexOf(':') + 1;
  const v4 = text.includes('.') ? ofIPv4(text.slice(end)) : undefined;
  const words =
    v4 === undefined
      ? text
      : `${text.slice(0, end)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  const [before = [], after] = words.split('::').map((half) => half.split(':').filter((word) => word !== ''));
  const zeros = Array.from({ length: 8 - before.length - (after?.length ?? 0) }, () => '0');
  const all = after ? [...before, ...zeros, ...after] : before;
  return { value: all.reduce((value, word) => (value << 16n) | BigInt(`0x${word}`), 0n), bits: 128 };
}

function ofIPv4(text: string): bigint {
  return text.split('.').reduce((value, octet) => (value << 8n) | BigInt(Number(octet)), 0n);
}
