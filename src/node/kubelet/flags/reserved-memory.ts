import { quote } from '../../../bytes/go-strings.ts';
import { formatQuantity, parseQuantity } from '../../../validation/quantity.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { ConfigValue } from './flag-types.ts';
import { atoi, type Read } from './go-numbers.ts';

/** The minor that corrected the spelling of this flag's messages. */
const SPELLING: Minor = 35;

/**
 * ReservedMemoryVar.Set (pkg/util/flag/flags.go): `0:memory=1Gi,hugepages-1Gi=2Gi;1:memory=2Gi` as
 * MemoryReservations. An empty text lets go of the target, and any further use fails.
 */
export function readReservedMemory(
  text: string,
  minor: Minor,
  detached: boolean,
): Read<readonly ConfigValue[] | undefined> {
  if (detached) {
    const end = minor >= SPELLING ? ')' : '';
    return { ok: false, error: `no target (nil pointer to *[]MemoryReservation${end}` };
  }
  if (text === '') return { ok: true, value: undefined };
  const reservations: ConfigValue[] = [];
  for (const reservation of text.split(';')) {
    const read = readReservation(reservation, minor);
    if (!read.ok) return read;
    reservations.push(read.value);
  }
  return { ok: true, value: reservations };
}

function readReservation(reservation: string, minor: Minor): Read<ConfigValue> {
  const [node = '', types, ...rest] = reservation.split(':');
  if (types === undefined || rest.length > 0) {
    const form = 'numaNodeID:type=quantity[,type=quantity...]';
    return {
      ok: false,
      error: `the reserved memory has incorrect format, expected ${form}, got ${reservation}`,
    };
  }
  const numaNode = atoi(node);
  if (!numaNode.ok) {
    const expected = minor >= SPELLING ? 'expected' : 'exptected';
    return { ok: false, error: `failed to convert the NUMA node ID, ${expected} integer, got ${node}` };
  }
  const limits: [string, string][] = [];
  for (const item of types.split(',')) {
    const [name = '', amount, ...more] = item.split('=');
    if (amount === undefined || more.length > 0) {
      const form = minor >= SPELLING ? 'quantity' : 'quantatity';
      return {
        ok: false,
        error: `the reserved limit has incorrect value, expected type=${form}, got ${item}`,
      };
    }
    if (name !== 'memory' && !name.startsWith('hugepages-')) {
      return { ok: false, error: `memory type conversion error, unknown type: ${quote(name)}` };
    }
    const quantity = parseQuantity(amount);
    if (!quantity.ok) {
      const words = minor >= SPELLING ? 'quantity:' : 'quantatity, expected quantatity, got';
      return { ok: false, error: `failed to parse the ${words} ${amount}` };
    }
    limits.push([name, formatQuantity(quantity.value)]);
  }
  const node32 = Number(BigInt.asIntN(32, numaNode.value));
  return { ok: true, value: { numaNode: node32, limits: Object.fromEntries(limits) } };
}
