/**
 * The two digests that a kubelet has made UIDs of, in hex. Neither node:crypto, which is not everywhere, nor Web
 * Crypto, which knows neither of them, would do.
 */

const MASK_22 = 0x3fffff;
const MASK_18 = 0x3ffff;

/** FNV-1a of 128 bits (Go's hash/fnv New128a), in five limbs of 22 bits and one of 18, the lowest first. */
export function fnv128a(bytes: Uint8Array): string {
  let [a, b, c, d, e, f] = limbsOf(0x6c62272e07bb014262b821756295c58dn);
  for (const byte of bytes) {
    // Times the prime 2^88 + 0x13b; 88 bits are four limbs.
    const low = a ^ byte;
    const next = b;
    a = low * 0x13b;
    b = b * 0x13b + (a >>> 22);
    c = c * 0x13b + (b >>> 22);
    d = d * 0x13b + (c >>> 22);
    e = e * 0x13b + (d >>> 22) + low;
    f = f * 0x13b + (e >>> 22) + next;
    a &= MASK_22;
    b &= MASK_22;
    c &= MASK_22;
    d &= MASK_22;
    e &= MASK_22;
    f &= MASK_18;
  }
  const value = [f, e, d, c, b, a].reduce((sum, limb) => (sum << 22n) | BigInt(limb), 0n);
  return value.toString(16).padStart(32, '0');
}

type Limbs = [number, number, number, number, number, number];

function limbsOf(value: bigint): Limbs {
  return Array.from({ length: 6 }, (_, i) => Number((value >> BigInt(22 * i)) & BigInt(MASK_22))) as Limbs;
}

/** How far each of the 64 steps rotates: four numbers for each of the four rounds. */
const ROTATIONS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** MD5 (RFC 1321). */
export function md5(bytes: Uint8Array): string {
  const sines = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);
  const blocks = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setBigUint64(blocks.length - 8, BigInt(bytes.length) * 8n, true);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let at = 0; at < blocks.length; at += 64) addBlock(state, view, at, sines);
  return [...new Uint8Array(state.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function addBlock(state: Int32Array, view: DataView, at: number, sines: readonly number[]): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const [mixed, word] = mix(round, i, b, c, d);
    const sum = (a + mixed + sines[i]! + view.getInt32(at + 4 * (word % 16), true)) | 0;
    const by = ROTATIONS[round]![i % 4]!;
    [a, d, c, b] = [d, c, b, (b + ((sum << by) | (sum >>> (32 - by)))) | 0];
  }
  for (const [i, value] of [a, b, c, d].entries()) state[i]! += value;
}

/** A round's function, and the word of the block that a step takes. */
function mix(round: number, i: number, b: number, c: number, d: number): [mixed: number, word: number] {
  switch (round) {
    case 0:
      return [(b & c) | (~b & d), i];
    case 1:
      return [(d & b) | (~d & c), 5 * i + 1];
    case 2:
      return [b ^ c ^ d, 3 * i + 5];
    default:
      return [c ^ (b | ~d), 7 * i];
  }
}
