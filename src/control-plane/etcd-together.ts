import type { Range } from '../diagnostics/location.ts';
import { type EtcdLine, settingOf } from './etcd-line.ts';

/** Settings that etcd takes one by one, and refuses together. */
export interface Discord {
  readonly message: string;
  readonly range: Range;
  readonly help: string;
}

/** What Config.Validate (server/embed/config.go) says of more than one setting. */
export function discordsOf(line: EtcdLine): readonly Discord[] {
  return [timeouts(line), bootstraps(line), tlsVersions(line)].flatMap((one) => one ?? []);
}

const MAX_ELECTION_MS = 50_000;

function timeouts(line: EtcdLine): Discord | undefined {
  const [heartbeat, election] = [settingOf(line, 'heartbeat-interval'), settingOf(line, 'election-timeout')];
  const range = election.range ?? heartbeat.range;
  if (!range || ![heartbeat, election].every(({ text }) => /^[1-9]\d{0,8}$/.test(text ?? '')))
    return undefined;
  const [beat, timeout] = [Number(heartbeat.text), Number(election.text)];
  if (5 * beat > timeout) {
    return {
      message: `--election-timeout is ${timeout} ms, and must be five times --heartbeat-interval, ${beat} ms, at least`,
      range,
      help: `set --election-timeout=${beat * 10}`,
    };
  }
  if (timeout <= MAX_ELECTION_MS) return undefined;
  return {
    message: `--election-timeout is ${timeout} ms, more than the ${MAX_ELECTION_MS} that it takes`,
    range,
    help: `set --election-timeout=${MAX_ELECTION_MS} or less`,
  };
}

const BOOTSTRAPS = ['discovery', 'discovery-srv', 'discovery-endpoints'];

/** A default --initial-cluster gives way to the others. */
function bootstraps(line: EtcdLine): Discord | undefined {
  const isDiscovering = [...line.uses, ...line.variables].some(({ flag }) =>
    flag.name.startsWith('discovery'),
  );
  if (!isDiscovering) return undefined;
  const set = ['initial-cluster', ...BOOTSTRAPS].filter((name) => {
    const { text, range } = settingOf(line, name);
    return range !== null && text !== null && text !== '';
  });
  if (set.length > 1) {
    return {
      message: `--${set.join(' and --')} each say which members there are, and only one may`,
      range: settingOf(line, set[1]!).range!,
      help: `keep one of --${set.join(' and --')}`,
    };
  }
  const [endpoints, token] = ['discovery-endpoints', 'discovery-token'].map((name) =>
    settingOf(line, name),
  ) as [ReturnType<typeof settingOf>, ReturnType<typeof settingOf>];
  if (endpoints.text === null || token.text === null || (endpoints.text === '') === (token.text === '')) {
    return undefined;
  }
  return {
    message: '--discovery-token and --discovery-endpoints need each other',
    range: (endpoints.range ?? token.range)!,
    help: `add --discovery-${token.text === '' ? 'token' : 'endpoints'}`,
  };
}

function tlsVersions(line: EtcdLine): Discord | undefined {
  const [min, max] = [settingOf(line, 'tls-min-version'), settingOf(line, 'tls-max-version')];
  if (min.text !== 'TLS1.3' || !min.range) return undefined;
  if (max.text === 'TLS1.2') {
    return {
      message: '--tls-min-version is above --tls-max-version',
      range: min.range,
      help: 'remove --tls-max-version',
    };
  }
  const suites = settingOf(line, 'cipher-suites');
  if (!suites.text || !suites.range) return undefined;
  return {
    message: 'with --tls-min-version=TLS1.3 no --cipher-suites can be set',
    range: suites.range,
    help: 'remove --cipher-suites',
  };
}
