// Texts and numbers that validation looks at.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Every short text between quotes in the sources of the judgement: all names and values that it knows. */
const KNOWN = [...new Set(['src/manifest', 'src/validation'].flatMap((room) => quotedIn(join(root, room))))];

/** What is at the edge of some rule. */
// biome-ignore format: a table
const EDGES = [
  '', ' ', 'a', 'A', '-', '.', '..', '/', '_', '0', '1', '-1', '01', '65535', '65536', '2147483648', 'true', 'null', '~',
  'a-', '-a', 'a.', '.a', 'a..b', 'a_b', 'a/b', '/a', 'a/', 'a//b', '/a/../b', '..a', '../a', 'a/..', 'a:b', 'C:\\a', 'a=b', 'a,b', 'a b',
  'A_B', '1A', 'a.b.c', 'example.com/a', 'Example.com/A', 'example.com/', '/a', 'a/b/c', '*', '*.example.com', '$(A)', '$(', '$$(A)', '%41',
  '127.0.0.1', '010.0.0.1', '::1', '::ffff:1.2.3.4', '1.2.3', '1.2.3.4/24', 'fe80::1%eth0', '256.1.1.1',
  '50%', '101%', '-1%', '1.5%', '1', '0', '100m', '0.5', '1Gi', '1e3', '-1', '1k', '0x10', '1.0001', '9223372036854775807', '1Ei', '10m', '1n',
  'é', 'ß.example', '\u0000', '\u007f', '\n', '\t', '日本', '\u{1f600}', '"', "'", '\\', '#', ': ', '- a', '{', '[', '!a', '&a', '*a', '|', '>', '@', '`',
  'net.ipv4.ip_unprivileged_port_start', 'kernel.shm_rmid_forced', 'net/ipv4/tcp_syncookies', 'http://[::1]:80', 'https://example.com', '::',
  'user:password@host', 'CAP_SYS_ADMIN', 'nvidia.com/gpu', 'requests.cpu', 'hugepages-2Mi', 'hugepages-1Gi', 'hugepages-', 'kubernetes.io/x', 'metadata.annotations',
  "metadata.labels['a']", "metadata.annotations['A/b']", "metadata.labels['']", 'spec.nodeName', 'limits.cpu', 'requests.hugepages-2Mi',
  '2024-01-01T00:00:00Z', '2024-01-01', '1s', 'AAAA', 'YWJj', 'YQ==', '=',
];

const LENGTHS = [15, 16, 57, 58, 63, 64, 65, 128, 244, 245, 253, 254, 317, 318];

// biome-ignore format: a table
const INTEGERS = [
  0, 1, -1, 2, 3, 7, 10, 30, 63, 64, 100, 101, 127, 128, 255, 256, 300, 420, 511, 512, 777, 1000, 1024, 2147, 3600, 8080, 32767, 32768,
  65534, 65535, 65536, 86400, 1_000_000_000, 2_000_000_000, 2_000_001_000, 2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_649,
  4_294_967_295, 4_294_967_296, 9_007_199_254_740_993n, 9_223_372_036_854_775_807n, 9_223_372_036_854_775_808n, -9_223_372_036_854_775_808n,
];

/** Numbers in spellings of their own: some are numbers only to YAML, some to nobody. */
// biome-ignore format: a table
const SPELLINGS = [
  '1.0', '1.5', '-0', '1e3', '1E+2', '1e-1', '0.1', '1e400', '0x1F', '0o17', '017', '08', '1_000', '0b11', '.5', '5.', '+1', '12:30:45', '.inf', '.nan', '~', 'yes',
  'off', '2024-01-01', '1e19', '100000000000000000000',
];

const QUANTITY_NUMBERS = [
  '0',
  '1',
  '2',
  '3',
  '10',
  '100',
  '500',
  '0.5',
  '1.5',
  '.5',
  '5.',
  '-1',
  '+1',
  '00',
  '999999999999',
  '9223372036854775807',
  '1e3',
  '0.0001',
  '2048',
];
const QUANTITY_SUFFIXES = [
  '',
  '',
  '',
  'm',
  'k',
  'M',
  'G',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Ei',
  'E',
  'n',
  'u',
  'e3',
  'E-2',
  'mi',
  'K',
  'i',
  ' ',
];

export function newWords(random) {
  const repeated = () => {
    const length = random.pick(LENGTHS) + random.pick([0, 0, 0, -1, 1]);
    const unit = random.pick(['a', 'a', 'ab-', 'a.', 'A', 'aé', 'a/', 'aaaaaaaaa.']);
    return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  };
  const text = () =>
    random.weighted([
      [30, () => random.pick(KNOWN)],
      [35, () => random.pick(EDGES)],
      [8, repeated],
      [5, () => random.pick(EDGES) + random.pick(EDGES)],
      [
        8,
        () =>
          `${random.pick(['a', 'b', 'web', 'data', 'x1'])}${random.pick(['', '', '-0', '.b', '/c', '_d'])}`,
      ],
      [4, () => random.pick(['/', 'x.io/', 'a,', 'a=']) + random.pick(KNOWN)],
    ])();
  const quantity = () => random.pick(QUANTITY_NUMBERS) + random.pick(QUANTITY_SUFFIXES);
  /** Rarely one that its type can't hold. */
  const integer = ({ minimum = -Infinity, maximum = Infinity } = {}) => {
    const number = random.pick(INTEGERS);
    return (number >= minimum && number <= maximum) || random.chance(0.1) ? number : random.below(100);
  };
  const spelling = () => ({ raw: random.pick(SPELLINGS) });
  return { text, quantity, integer, spelling };
}

function quotedIn(directory) {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(join(directory, name), 'utf8').matchAll(/'([^'\\\n]{1,60})'|`([^`$\n]{1,60})`/g),
    ])
    .map(([, single, template]) => single ?? template)
    .filter((text) => !text.endsWith('.ts'));
}
