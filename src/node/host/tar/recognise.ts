import { decode, isUtf8 } from '../../../bytes/text.ts';

/** A format that people may take for a tar archive. */
interface Format {
  /** What it starts with, a character for a byte. */
  readonly magic: string;
  readonly what: string;
  /** The program that makes a tar archive of a compressed one. */
  readonly program?: string;
}

const FORMATS: readonly Format[] = [
  { magic: 'PK\x03\x04', what: 'a zip archive' },
  { magic: 'PK\x05\x06', what: 'an empty zip archive' },
  { magic: '\xfd7zXZ\0', what: 'xz data', program: 'xz' },
  { magic: '\x28\xb5\x2f\xfd', what: 'zstd data', program: 'zstd' },
  { magic: 'BZh', what: 'bzip2 data', program: 'bzip2' },
  { magic: '\x04\x22\x4d\x18', what: 'lz4 data', program: 'lz4' },
  { magic: 'LZIP', what: 'lzip data', program: 'lzip' },
  { magic: '\x5d\0\0', what: 'lzma data', program: 'xz' },
  { magic: '\x1f\x9d', what: 'compress data', program: 'gzip' },
  { magic: '\x1f\x8b', what: 'gzip data', program: 'gzip' },
  { magic: "7z\xbc\xaf'\x1c", what: 'a 7-Zip archive' },
  { magic: '07070', what: 'a cpio archive' },
  { magic: '!<arch>', what: 'an ar archive or a Debian package' },
  { magic: '\xed\xab\xee\xdb', what: 'an RPM package' },
  { magic: 'hsqs', what: 'a squashfs image' },
  { magic: 'QFI\xfb', what: 'a qcow2 disk image' },
  { magic: '\x7fELF', what: 'an ELF executable' },
];

/** So much of the data is looked at. */
const START = 512;

/** What data that is no tar archive is, as far as it shows, and what to do about it. */
export function recognise(bytes: Uint8Array): { readonly what: string; readonly help?: string } {
  if (bytes.length === 0) return { what: 'empty' };
  const start = String.fromCharCode(...bytes.subarray(0, START));
  const format = FORMATS.find(({ magic }) => start.startsWith(magic));
  if (!format) return { what: isText(bytes.subarray(0, START)) ? 'text' : 'no tar archive' };
  const { what, program } = format;
  return {
    what,
    ...(program && { help: `decompress it on the way: ${program} -dc FILE | spctl … --root -` }),
  };
}

function isText(start: Uint8Array): boolean {
  // The last character may be cut in two.
  const text = decode(start.length < START ? start : start.subarray(0, -3));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what text does not have
  return isUtf8(text) && !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
}
