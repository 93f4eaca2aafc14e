import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Host } from '../../../src/node/host/host.ts';
import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';
import type { ConfigValue } from '../../../src/node/kubelet/flags/flag-types.ts';
import type { KubeletCommand } from '../../../src/node/kubelet/start-kubelet.ts';
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from '../../../src/versions/minor.ts';

/** What a real kubelet made of a case. */
export interface Verdict {
  readonly stage: string;
  readonly error?: string;
  /** Members that differ from the defaults of a kubelet without --config, and those that have gone. */
  readonly config?: Readonly<Record<string, ConfigValue>>;
  readonly unset?: readonly string[];
  readonly log?: readonly string[];
  readonly fields?: readonly string[];
  readonly stderr?: string;
  readonly stdout?: string;
}

export interface ConfigCase {
  readonly id: string;
  readonly group: string;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, FileSpec>>;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** The directory of every case, on its node. */
export const ROOT = '/root/of/the/case';
const ABOVE = '/root/of/the';

export const MINORS: readonly Minor[] = Array.from(
  { length: NEWEST_MINOR - OLDEST_MINOR + 1 },
  (_, i) => OLDEST_MINOR + i,
);

/** The recorded cases that any user can replay. */
export function readCases(): ConfigCase[] {
  const file = new URL('../../../fixtures/conformance/config.jsonl.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as ConfigCase).filter(({ uid }) => uid === undefined);
}

/** The verdict of one minor: keys are `1.34` or `1.28-1.33`. */
export function verdictOf({ verdicts }: ConfigCase, minor: Minor): Verdict | undefined {
  for (const [range, verdict] of Object.entries(verdicts)) {
    const [from = 0, to = from] = range.split('-').map((version) => Number(version.slice(2)));
    if (from <= minor && minor <= to) return verdict;
  }
  return undefined;
}

/** The machine of a case. */
export function hostOf({ files }: ConfigCase): Host {
  const entries = Object.entries(files).map(([path, spec]) => [`${ROOT}/${path}`, placed(spec)] as const);
  return memoryHost({ [ROOT]: { dir: true }, ...Object.fromEntries(entries) }, { live: true });
}

function placed(spec: FileSpec): FileSpec {
  if (typeof spec === 'string') return place(spec);
  if (spec instanceof Uint8Array) return spec;
  if ('link' in spec) return { link: place(spec.link) };
  return 'text' in spec ? { ...spec, text: place(spec.text) } : spec;
}

/** The command line of a case. */
export function commandOf({ args, env, cwd }: ConfigCase): KubeletCommand {
  const origin = { kind: 'unit' } as const;
  return {
    argv: ['kubelet', ...args].map((word) => ({ value: place(word), origin })),
    cwd: cwd === undefined ? ROOT : `${ROOT}/${cwd}`,
    environment: new Map(Object.entries(env).map(([name, value]) => [name, place(value)])),
  };
}

export function place(text: string): string {
  return text.replaceAll('@ROOT@', ROOT).replaceAll('@ABOVE@', ABOVE);
}

/** A text of ours as the recording has it. */
export function recorded(text: string): string {
  return text
    .replaceAll(ROOT, '@ROOT@')
    .replaceAll(ABOVE, '@ABOVE@')
    .replaceAll(/in scheme "[^"]*"/g, 'in scheme "@"')
    .replaceAll(
      "This parameter should be set via the config file specified by the Kubelet's --config flag. See https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/ for more information.",
      '@DEP@',
    );
}
