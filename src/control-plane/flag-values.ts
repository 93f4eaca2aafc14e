import { quote } from '../bytes/go-strings.ts';
import { readCSVRecord } from '../node/kubelet/flags/csv.ts';
import { atoi, parseInt0, type Read } from '../node/kubelet/flags/go-numbers.ts';
import { readValue } from '../node/kubelet/flags/values.ts';
import { parseIP } from '../validation/ip.ts';
import type { FlagType } from '../versions/flags.ts';
import type { Minor } from '../versions/minor.ts';

/** The types of pflag's Value.Type that the kubelet has too, under the names that its own table has for them. */
const SHARED: Readonly<Record<string, FlagType>> = {
  string: 'string',
  bool: 'bool',
  int32: 'int32',
  int64: 'int64',
  duration: 'duration',
  stringSlice: 'stringSlice',
  quantity: 'quantity',
  mapStringString: 'mapStringString',
  mapStringStringNoSplit: 'mapStringStringNoSplit',
  configurationMap: 'configurationMap',
  Level: 'verbosity',
  'pattern=N,...': 'vmodule',
};

/** What Set of a flag's value says of a text, in Go's words; null where it takes it, where the type is not known here,
 * and for feature gates. */
export function refusalOfValue(type: string, text: string, minor: Minor): string | null {
  const shared = SHARED[type];
  const read = shared === undefined ? readOwn(type, text, minor) : readValue(shared, text, minor, false);
  return read.ok ? null : read.error;
}

const TAKEN: Read<undefined> = { ok: true, value: undefined };

function readOwn(type: string, text: string, minor: Minor): Read<unknown> {
  switch (type) {
    case 'int':
      return parseInt0(text, 64);
    case 'uint':
      return readUint(text);
    case 'float32':
      return readFloat(text, 3.4028235677973366e38);
    case 'float64':
      return readFloat(text, Number.POSITIVE_INFINITY);
    case 'ip':
      return readIP(text, minor);
    case 'int32Slice':
      return firstRefusal(text.split(',').map((item) => parseInt0(item, 32)));
    case 'stringToString':
      return readStringToString(text);
    case 'portRange':
      return readPortRange(text.trim());
    case 'namedCertKey':
      return readNamedCertKey(text);
    default:
      return TAKEN;
  }
}

/** Built with a pflag that takes an empty address for none. */
const EMPTY_IP_SINCE: Minor = 34;

/** ipValue.Set (pflag ip.go), with net.ParseIP: no leading zeros. */
function readIP(text: string, minor: Minor): Read<unknown> {
  const ip = parseIP(text.trim());
  const isWritten =
    text === '' ? minor >= EMPTY_IP_SINCE : ip !== undefined && !/(?:^|[.:])0\d+(?:\.|$)/.test(text.trim());
  return isWritten ? TAKEN : { ok: false, error: `failed to parse IP: ${quote(text)}` };
}

function firstRefusal(reads: readonly Read<unknown>[]): Read<unknown> {
  return reads.find(({ ok }) => !ok) ?? TAKEN;
}

/** strconv.ParseUint with base 0: as ParseInt, without a sign. */
function readUint(text: string): Read<unknown> {
  const error = (problem: string) => `strconv.ParseUint: parsing ${quote(text)}: ${problem}`;
  if (/^[+-]/.test(text)) return { ok: false, error: error('invalid syntax') };
  if (parseInt0(text, 64).ok) return TAKEN;
  const read = parseInt0(text, 64);
  if (!read.ok && read.error.endsWith('invalid syntax')) return { ok: false, error: error('invalid syntax') };
  return BigInt(text.replaceAll('_', '').replace(/^0(?=\d)/, '0o')) < 2n ** 64n
    ? TAKEN
    : { ok: false, error: error('value out of range') };
}

const SPECIAL_FLOAT = /^[+-]?(?:inf|infinity)$|^nan$/i;
const DECIMAL_FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const HEX_FLOAT = /^[+-]?0x(?:[\da-f_]+(?:\.[\da-f_]*)?|\.[\da-f_]+)p[+-]?\d+$/i;

/** strconv.ParseFloat. */
function readFloat(written: string, limit: number): Read<unknown> {
  const error = (problem: string) => `strconv.ParseFloat: parsing ${quote(written)}: ${problem}`;
  const text = written.replace(/(?<=\d)_(?=\d)/g, '');
  if (SPECIAL_FLOAT.test(text) || HEX_FLOAT.test(text)) return TAKEN;
  if (!DECIMAL_FLOAT.test(text)) return { ok: false, error: error('invalid syntax') };
  const value = Math.abs(Number(text));
  return value === Number.POSITIVE_INFINITY || value >= limit
    ? { ok: false, error: error('value out of range') }
    : TAKEN;
}

/** stringToStringValue.Set (pflag string_to_string.go). */
function readStringToString(text: string): Read<unknown> {
  const signs = text.split('=').length - 1;
  const pairs: Read<readonly string[]> =
    signs <= 1
      ? { ok: true, value: [signs === 0 ? text : text.replace(/^"+|"+$/g, '')] }
      : readCSVRecord(text);
  if (!pairs.ok) return pairs;
  const wrong = pairs.value.find((pair) => !pair.includes('='));
  return wrong === undefined ? TAKEN : { ok: false, error: `${wrong} must be formatted as key=value` };
}

/** PortRange.Set (apimachinery util/net/port_range.go). */
function readPortRange(text: string): Read<unknown> {
  if (text === '') return TAKEN;
  const [hyphen, plus] = [text.indexOf('-'), text.indexOf('+')];
  if (hyphen !== -1 && plus !== -1) return { ok: false, error: `unable to parse port range: ${text}` };
  const middle = Math.max(hyphen, plus);
  const low = atoi(middle === -1 ? text : text.slice(0, middle));
  const second = middle === -1 ? low : atoi(text.slice(middle + 1));
  if (!low.ok) return low;
  if (!second.ok) return second;
  const high = plus === -1 ? second.value : low.value + second.value;
  if (low.value > 65535n || high > 65535n) {
    return { ok: false, error: `the port range cannot be greater than 65535: ${text}` };
  }
  return high < low.value ? { ok: false, error: `end port cannot be less than start port: ${text}` } : TAKEN;
}

/** NamedCertKey.Set (component-base cli/flag/namedcertkey_flag.go). */
function readNamedCertKey(text: string): Read<unknown> {
  const colon = text.indexOf(':');
  if (colon !== -1 && text.slice(colon + 1).trim() === '') {
    return { ok: false, error: 'empty names list is not allowed' };
  }
  const files = colon === -1 ? text : text.slice(0, colon);
  return files.split(',').length === 2
    ? TAKEN
    : { ok: false, error: 'expected comma separated certificate and key file paths' };
}
