/**
 * An IP address as it is written, for those who mind (k8s.io/utils/net ParseIPSloppy: net.ParseIP before Go
 * 1.17).
 */
interface WrittenIP {
  /** A group has a leading zero, or more digits than it needs: net/netip refuses that. */
  readonly leadingZero: boolean;
  /** An IPv6 address that holds an IPv4 one, as `::ffff:1.2.3.4`. */
  readonly mappedIPv4: boolean;
}

/**
 * IsValidIPForLegacyField (apimachinery pkg/util/validation/ip.go); `strict` is the gate
 * StrictIPCIDRValidation.
 */
export function validateIP(text: string, strict: boolean): string[] {
  const ip = parseIP(text);
  if (!ip) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  if (!strict) return [];
  if (ip.leadingZero) return ['must not have leading 0s'];
  return ip.mappedIPv4 ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

/** ParseIPSloppy: undefined for what is no address. */
export function parseIP(text: string): WrittenIP | undefined {
  return /[.:]/.exec(text)?.[0] === ':' ? parseIPv6(text) : parseIPv4(text);
}

function parseIPv4(text: string): WrittenIP | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  if (!octets.every((octet) => /^[0-9]+$/.test(octet) && Number(octet) <= 0xff)) return undefined;
  return { leadingZero: octets.some((octet) => /^0[0-9]/.test(octet)), mappedIPv4: false };
}

function parseIPv6(text: string): WrittenIP | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const tail = after ?? before!;
  const endsInIPv4 = tail.at(-1)?.includes('.') === true;
  const v4 = endsInIPv4 ? parseIPv4(tail.pop()!) : undefined;
  if (endsInIPv4 && !v4) return undefined;
  // What stands for the IPv4 part does not matter but for its place.
  if (v4) tail.push('0', '0');
  const groups = [...before!, ...(after ?? [])];
  if (!groups.every((group) => /^[0-9a-fA-F]+$/.test(group) && Number.parseInt(group, 16) <= 0xffff)) {
    return undefined;
  }
  if (after ? groups.length > 7 : groups.length !== 8) return undefined;
  const zeros = Array.from({ length: 8 - groups.length }, () => '0');
  const words = [...before!, ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16));
  return {
    leadingZero: v4?.leadingZero === true || groups.some((group) => group.length > 4),
    mappedIPv4: words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff,
  };
}
