import { parseBool, parseInt0 } from '../node/kubelet/flags/go-numbers.ts';
import { readValue } from '../node/kubelet/flags/values.ts';
import { type EtcdFlag, type EtcdRelease, etcdGateSince } from '../versions/etcd-flags.ts';
import { NEWEST_MINOR } from '../versions/minor.ts';
import { readUrls } from './etcd-urls.ts';

/** Why etcd refuses a value, to stand behind it, and what to write. */
export interface Refusal {
  readonly why: string;
  readonly help: string;
}

/**
 * What etcd says of a flag's value when it reads it, or when it checks all of them (Config.Validate, which a
 * configuration file keeps from the flags); null where it takes it or is not known to us.
 */
export function refusalOfEtcdValue(
  flag: EtcdFlag,
  text: string,
  release: EtcdRelease | null,
  validates: boolean,
): Refusal | null {
  const before = taken.get(flag);
  if (before?.text === text && before.validates === validates && isSame(before.release, release)) return null;
  const refusal =
    refusalOfType(flag, text, release) ?? (validates ? refusalOfName(flag.name, text, release) : null);
  if (refusal === null) taken.set(flag, { text, release, validates });
  return refusal;
}

/** What was taken last of each flag: one etcd is given mostly what the one before was. */
const taken = new Map<EtcdFlag, { text: string; release: EtcdRelease | null; validates: boolean }>();

function isSame(one: EtcdRelease | null, other: EtcdRelease | null): boolean {
  return one?.minor === other?.minor && one?.patch === other?.patch;
}

function refusalOfType(
  { type, values }: EtcdFlag,
  text: string,
  release: EtcdRelease | null,
): Refusal | null {
  switch (type) {
    case 'bool':
      return parseBool(text).ok ? null : { why: '', help: 'write "true" or "false"' };
    case 'int':
    case 'int64':
      return parseInt0(text, 64).ok ? null : { why: ': it is no number', help: number(text) };
    case 'uint':
    case 'uint64':
      return isUnsigned(text, 64n) ? null : { why: ': it is no number from 0', help: number(text) };
    case 'uint32':
      return isUnsigned(text, 32n)
        ? null
        : { why: ': it is no number from 0 to 4294967295', help: number(text) };
    case 'duration':
      return readValue('duration', text, NEWEST_MINOR, false).ok
        ? null
        : { why: ': it is no duration', help: duration(text) };
    case 'uniqueURLs':
      return refusalOfUrls(text);
    case 'selectiveString':
      return values?.includes(text) ? null : { why: '', help: `write ${oneOf(values)}` };
    case 'selectiveStrings':
      return text.split(',').every((one) => values?.includes(one))
        ? null
        : { why: '', help: `write ${oneOf(values)}` };
    case 'featureGate':
      return refusalOfGates(text, release);
    default:
      return null;
  }
}

function isUnsigned(text: string, bits: bigint): boolean {
  if (/^[+-]/.test(text)) return false;
  if (/^[1-9]\d*$/.test(text) && text.length <= 20) return BigInt(text) < 2n ** bits;
  const read = parseInt0(text, 64);
  return read.ok && read.value < 2n ** bits;
}

const UNITS: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/** What a quantity of Kubernetes is in bytes: etcd takes none. */
function number(text: string): string {
  const [, digits, unit, binary] = /^(\d{1,6})([kKmMgGtT])(i?)[bB]?$/.exec(text) ?? [];
  if (digits === undefined) return 'write a whole number';
  return `write "${Number(digits) * (binary ? 1024 : 1000) ** UNITS[unit!.toLowerCase()]!}"`;
}

function duration(text: string): string {
  return /^\d+$/.test(text) ? `write a unit: "${text}s", "${text}m"` : 'write it as "5s", "1m30s" or "100ms"';
}

const oneOf = (values: readonly string[] = []) => values.map((value) => `"${value}"`).join(' or ');

function refusalOfUrls(text: string): Refusal | null {
  if (text === '' || text === '*') return null;
  for (const read of readUrls(text)) {
    if (read.kind !== 'refused') continue;
    const which = read.text === text ? '' : `"${read.text}": `;
    return {
      why: `: ${which}${read.text === '' ? 'one of the list is empty' : read.why}`,
      help: read.text === '' ? 'remove the comma too many' : 'write it as "https://10.0.0.5:2379"',
    };
  }
  return null;
}

/** featureGate.SetFromMap (pkg/featuregate/feature_gate.go). */
function refusalOfGates(text: string, release: EtcdRelease | null): Refusal | null {
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = (equals === -1 ? pair : pair.slice(0, equals)).trim();
    if (equals === -1) return { why: `: "${name}" has no value`, help: `write "${name}=true"` };
    const value = pair.slice(equals + 1).trim();
    if (!parseBool(value).ok)
      return { why: `: "${value}" is no bool`, help: `write "${name}=true" or "${name}=false"` };
    const since = etcdGateSince(name);
    if (since === undefined || (release && release.minor < since)) {
      return {
        why: since === undefined ? `: it has no feature gate "${name}"` : `: "${name}" came with 3.${since}`,
        help: 'remove it',
      };
    }
  }
  return null;
}

/** What a flag's text means is looked at later than its type (Config.Validate, setupLogging, tlsutil). */
function refusalOfName(name: string, text: string, release: EtcdRelease | null): Refusal | null {
  const minor = release?.minor;
  const among = (...values: string[]): Refusal | null =>
    values.includes(text) ? null : { why: '', help: `write ${oneOf(values)}` };
  switch (name) {
    case 'log-level':
      return /^(?:|debug|info|warn|error|dpanic|panic|fatal)$/i.test(text)
        ? null
        : { why: '', help: 'write "debug", "info", "warn", "error", "panic" or "fatal"' };
    case 'logger':
      return minor !== undefined && minor >= 5 && text !== 'zap' ? { why: '', help: 'write "zap"' } : null;
    case 'auto-compaction-mode':
      return text === '' && (minor === undefined || minor < 6) ? null : among('periodic', 'revision');
    case 'tls-min-version':
    case 'tls-max-version':
      return text === '' ? null : among('TLS1.2', 'TLS1.3');
    case 'log-format':
      return among('json', 'console');
    case 'auth-token':
      return text === '' || text.includes(',') ? null : among('simple');
    case 'auto-compaction-retention':
      return text === '' || /^\+?\d+$/.test(text) || readValue('duration', text, NEWEST_MINOR, false).ok
        ? null
        : { why: ': it is no number and no duration', help: 'write it as "8" (hours, or revisions) or "5m"' };
    case 'heartbeat-interval':
    case 'election-timeout':
      return /^0+$/.test(text) ? { why: '', help: 'write a number of milliseconds' } : null;
    default:
      return null;
  }
}
