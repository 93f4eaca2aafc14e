import { decode } from '../bytes/text.ts';
import type { Host } from '../node/host/host.ts';
import type { ListeningPort, ListeningSockets } from './machine-state.ts';

/** A busy node has a line for each connection. */
const MAX_TABLE = 32 * 1024 * 1024;
/** More than a node runs, and more than one of them opens mostly. */
const MAX_PROCESSES = 20_000;
const MAX_FILES = 20_000;

/** TCP_LISTEN of the kernel's tcp_states.h. */
const LISTEN = '0A';
/** __SO_ACCEPTCON of the kernel's net.h. */
const ACCEPTS = 0x10000;

/**
 * Who listens, from the tables of the node's network in /proc; undefined where they can't be read. Owners are looked
 * for of the wanted ports only, for that takes a look at every process.
 */
export function listeningSockets(host: Host, ports: readonly number[]): ListeningSockets | undefined {
  const tables = ['tcp', 'tcp6'].map((name) => table(host, name));
  const unix = table(host, 'unix');
  if (tables[0] === undefined || unix === undefined) return undefined;
  const listening = tables.flatMap((text) => parseTcp(text ?? ''));
  const owners = ownersOf(
    host,
    listening.filter(({ port }) => ports.includes(port)).map(({ inode }) => inode),
  );
  return {
    tcp: listening.map(({ address, port, inode }) => ({ address, port, owner: owners.get(inode) ?? null })),
    unix: new Set(parseUnix(unix)),
  };
}

/** The network of the node's PID 1; where only root may look at that one, one's own, which is the same on a machine. */
function table(host: Host, name: string): string | undefined {
  for (const path of [`/proc/1/net/${name}`, `/proc/net/${name}`]) {
    const file = host.readFile(path, MAX_TABLE);
    if (file.ok) return decode(file.value);
  }
  return undefined;
}

interface Listening {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/** Reads /proc/net/tcp or tcp6 (proc(5)): the sockets that accept connections. */
function parseTcp(text: string): readonly Listening[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [, address = '', port] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local) ?? [];
    if (state !== LISTEN || port === undefined || inode === undefined) return [];
    return { address: addressOf(address), port: Number.parseInt(port, 16), inode };
  });
}

/** Words of 32 bits, each with its bytes in the order of the processor, which is the little end first where kubelets run but s390x. */
function addressOf(hex: string): string {
  const bytes = hex.match(/.{8}/g)!.flatMap((word) => word.match(/../g)!.reverse());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    Number.parseInt(bytes[2 * at]! + bytes[2 * at + 1]!, 16).toString(16),
  );
  // The longest way to write it, but for the two that everybody knows.
  const text = groups.join(':');
  return text === '0:0:0:0:0:0:0:0' ? '::' : text === '0:0:0:0:0:0:0:1' ? '::1' : text;
}

/** Reads /proc/net/unix: the paths of sockets that accept connections. */
function parseUnix(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const [, flags, path] = /^\S+: \S+ \S+ ([0-9A-F]+) \S+ \S+ +\d+ (\/.*)$/.exec(line) ?? [];
    return path !== undefined && (Number.parseInt(flags!, 16) & ACCEPTS) !== 0 ? [path] : [];
  });
}

type Owner = NonNullable<ListeningPort['owner']>;

/** The processes that hold sockets open, by the sockets' inodes; of other users' only root sees them. */
function ownersOf(host: Host, inodes: readonly string[]): ReadonlyMap<string, Owner> {
  const wanted = new Map(inodes.map((inode) => [`socket:[${inode}]`, inode]));
  const owners = new Map<string, Owner>();
  const names = wanted.size === 0 ? undefined : host.readDir('/proc');
  const pids = names?.ok ? names.value.filter((name) => /^[1-9]\d*$/.test(name)).slice(0, MAX_PROCESSES) : [];
  for (const pid of pids) {
    if (owners.size === wanted.size) break;
    const files = host.readDir(`/proc/${pid}/fd`);
    for (const file of files.ok ? files.value.slice(0, MAX_FILES) : []) {
      const link = host.readLink(`/proc/${pid}/fd/${file}`);
      const inode = link.ok ? wanted.get(link.value) : undefined;
      if (inode !== undefined && !owners.has(inode))
        owners.set(inode, { pid: Number(pid), name: nameOf(host, pid) });
    }
  }
  return owners;
}

function nameOf(host: Host, pid: string): string {
  const comm = host.readFile(`/proc/${pid}/comm`, 64);
  return comm.ok ? decode(comm.value).trim() : pid;
}
