/** What inflating gave, and why it is not all. */
export interface Inflated {
  readonly bytes: Uint8Array;
  /** `truncated`: the data ends too early; `corrupt`: it is not gzip from some place on; `tooLarge`: nothing is kept. */
  readonly problem?: 'truncated' | 'corrupt' | 'tooLarge';
}

/** Whether data starts as gzip does (RFC 1952: magic and the one method, deflate). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/** Inflates all members of gzip data to at most `limit` bytes; of damaged data, what comes before the damage. */
export function gunzip(bytes: Uint8Array, limit: number): Inflated {
  const whole = attempt(bytes, limit, 'complete');
  if (whole.problem === 'truncated') return { ...attempt(bytes, limit, 'prefix'), problem: 'truncated' };
  return whole.problem === 'corrupt' ? beforeDamage(bytes, limit) : whole;
}

/** Data that is this fraction of the whole may be given up before the damage: 12 attempts find the place. */
const PRECISION = 1 / 4096;

/** zlib gives nothing of corrupt data, but all of a sound prefix: this finds a long one. */
function beforeDamage(bytes: Uint8Array, limit: number): Inflated {
  let inflated: Uint8Array = new Uint8Array();
  let sound = 0;
  let damaged = bytes.length;
  while (damaged - sound > 1 + bytes.length * PRECISION) {
    const middle = (sound + damaged) >> 1;
    const prefix = attempt(bytes.subarray(0, middle), limit, 'prefix');
    if (prefix.problem) damaged = middle;
    else [sound, inflated] = [middle, prefix.bytes];
  }
  return { bytes: inflated, problem: 'corrupt' };
}

function attempt(bytes: Uint8Array, limit: number, what: 'complete' | 'prefix'): Inflated {
  // Loaded only here: it costs every other start some milliseconds.
  const zlib = process.getBuiltinModule('node:zlib');
  const { Z_FINISH, Z_SYNC_FLUSH } = zlib.constants;
  try {
    const inflated = zlib.gunzipSync(bytes, {
      maxOutputLength: limit,
      chunkSize: likelySize(bytes, limit) + 1,
      finishFlush: what === 'complete' ? Z_FINISH : Z_SYNC_FLUSH,
    });
    return { bytes: inflated };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem =
      code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : code === 'Z_BUF_ERROR' ? 'truncated' : 'corrupt';
    return { bytes: new Uint8Array(), problem };
  }
}

/**
 * How much room to take at once, so that the output need not be put together from pieces: what the trailer of
 * the last member says, as far as it can be believed. Room that stays unused costs no memory.
 */
function likelySize(bytes: Uint8Array, limit: number): number {
  const trailer = Math.max(0, bytes.length - 4);
  const told = new DataView(bytes.buffer, bytes.byteOffset + trailer, bytes.length - trailer);
  const size = told.byteLength === 4 ? told.getUint32(0, true) : 0;
  // Text shrinks to a quarter, and nothing to less than a thousandth (zlib's technical details: 1032 to 1).
  return Math.min(limit, Math.max(4 * bytes.length, 1024, Math.min(size, 1032 * bytes.length)));
}
