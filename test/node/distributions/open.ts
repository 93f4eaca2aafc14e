import { distributionOpeners } from '../../../src/node/distributions/distributions.ts';
import type { Host } from '../../../src/node/host/host.ts';
import { type FileSpec, type MemoryOptions, memoryHost } from '../../../src/node/host/memory-host.ts';
import { type KubeletStart, startKubelet } from '../../../src/node/kubelet/start-kubelet.ts';
import type { Launch, OpenContext, Opened } from '../../../src/node/launch/launch.ts';
import { staticPodSource } from '../../../src/node/sources.ts';
import { startService } from '../../../src/node/systemd/start-service.ts';
import { parseMinor } from '../../../src/versions/minor.ts';

const context: OpenContext = { preCommands: [], leadsTo: () => 'other', budget: { left: 1000 } };

/** What the openers make of a launch; undefined where none of them knows it. */
export function openLaunch(launch: Launch, host: Host): Opened | undefined {
  for (const opener of distributionOpeners) {
    const opened = opener(launch, host, context);
    if (opened) return opened;
  }
  return undefined;
}

/** A unit of a node, opened. */
export function openUnit(host: Host, unit: string): Opened | undefined {
  const { exe, argv, environment, workingDirectory } = startService(host, unit);
  if (!exe || !argv || !environment) throw new Error(`${unit} is not started`);
  const values = new Map([...environment].map(([name, { value }]) => [name, value]));
  return openLaunch({ exe, argv, cwd: workingDirectory, environment: values, unknownFlags: [] }, host);
}

/** A command line on a node, opened. */
export function openLineOn(
  host: Host,
  line: string | readonly string[],
  environment: Record<string, string> = {},
): Opened | undefined {
  const words = typeof line === 'string' ? line.split(' ') : line;
  const argv = words.map((value) => ({ value, origin: { kind: 'unit' } as const }));
  const variables = new Map(Object.entries(environment));
  const launch = { exe: argv[0]!.value, argv, cwd: '/', environment: variables, unknownFlags: [] };
  return openLaunch(launch, host);
}

/** A node in memory that has an /etc. */
export function nodeOf(files: Record<string, FileSpec> = {}, options: MemoryOptions = {}): Host {
  return memoryHost({ '/etc/os-release': 'ID=linux\n', ...files }, options);
}

/** The words behind the program's own name. */
export function argumentsOf(opened: Opened | undefined): readonly string[] | undefined {
  return opened?.next?.argv.slice(1).map(({ value }) => value);
}

/** What the kubelet makes of what was opened. */
export function start(host: Host, opened: Opened | undefined, version = '1.33'): KubeletStart {
  if (!opened?.next) throw new Error(`nothing is known: ${opened?.diagnostics[0]?.message}`);
  return startKubelet(host, opened.next, parseMinor(version)!);
}

/** Where that kubelet reads static pods. */
export function sourceOf(host: Host, opened: Opened | undefined, version?: string) {
  return staticPodSource(host, start(host, opened, version), opened?.next ?? { cwd: '/' });
}
