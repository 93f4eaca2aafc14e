import { decode } from '../../bytes/text.ts';
import { SourceText } from '../../diagnostics/location.ts';
import type { Host } from '../host/host.ts';
import { parseEnvironmentFile } from './environment-file.ts';

/** What stands for a value that differs at each start, or that only the running machine can tell. */
export const VOLATILE = '<volatile>';

/** What a unit can ask about its machine, looked up when it does. */
export interface NodeFacts {
  hostName(): string;
  /** As machine-info has it, else the host name. */
  prettyHostName(): string;
  machineId(): string;
  bootId(): string;
  kernelRelease(): string;
  /** systemd's name for it: `x86-64`. */
  architecture(): string;
  /** Fields of os-release; undefined where there is none. */
  osRelease(): ReadonlyMap<string, string> | undefined;
}

/** systemd's fallback where nothing gives the machine a name. */
const FALLBACK_HOST_NAME = 'localhost';

/** uname's machine and systemd's name of it (basic/architecture.c), as far as kubelets are built for it. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'x86-64',
  aarch64: 'arm64',
  armv7l: 'arm',
  i686: 'x86',
  ppc64le: 'ppc64-le',
  s390x: 's390x',
  riscv64: 'riscv64',
};

/** The facts of a node, from its files. */
export function nodeFacts(host: Host): NodeFacts {
  const hostName = () => host.hostName() ?? FALLBACK_HOST_NAME;
  return {
    hostName,
    prettyHostName: () => environmentOf(host, '/etc/machine-info')?.get('PRETTY_HOSTNAME') || hostName(),
    machineId: () => {
      const id = textOf(host, '/etc/machine-id')?.trim().toLowerCase();
      return id && /^[0-9a-f]{32}$/.test(id) ? id : VOLATILE;
    },
    bootId: () => textOf(host, '/proc/sys/kernel/random/boot_id')?.trim().replaceAll('-', '') || VOLATILE,
    kernelRelease: () => textOf(host, '/proc/sys/kernel/osrelease')?.trim() || VOLATILE,
    architecture: () => ARCHITECTURES[textOf(host, '/proc/sys/kernel/arch')?.trim() ?? ''] ?? 'x86-64',
    osRelease: () => environmentOf(host, '/etc/os-release') ?? environmentOf(host, '/usr/lib/os-release'),
  };
}

/** Facts for a file that belongs to no machine: they are there, but not known. */
export const UNKNOWN_FACTS: NodeFacts = {
  hostName: () => VOLATILE,
  prettyHostName: () => VOLATILE,
  machineId: () => VOLATILE,
  bootId: () => VOLATILE,
  kernelRelease: () => VOLATILE,
  architecture: () => VOLATILE,
  osRelease: () => new Map(),
};

function textOf(host: Host, path: string): string | undefined {
  const file = host.readFile(path);
  return file.ok ? decode(file.value) : undefined;
}

function environmentOf(host: Host, path: string): ReadonlyMap<string, string> | undefined {
  const text = textOf(host, path);
  if (text === undefined) return undefined;
  const { entries } = parseEnvironmentFile(new SourceText(path, text), false);
  return new Map(entries.map(({ key, value }) => [key.text, value.text]));
}
