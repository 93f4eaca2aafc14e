import { compareDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Origin, Sourced } from '../diagnostics/origin.ts';
import { memoryHost } from '../node/host/memory-host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { isKubeletConfigurationField } from '../node/kubelet/config/kubelet-configuration.ts';
import { startKubelet } from '../node/kubelet/start-kubelet.ts';
import type { Minor } from '../versions/minor.ts';
import { type Answer, EXIT, type ExitCode } from './header.ts';
import { nodeHeader } from './node-header.ts';

type Json = unknown;
type Configuration = Readonly<Record<string, Json>>;

/** The effective KubeletConfiguration. */
export type ConfigAnswer = Answer<{
  /** v1beta1 members without apiVersion and kind, staticPodPath always; null where nothing can be said. */
  config: Configuration | null;
  /** Only with --changed: members that the defaults have and this node has not. */
  unset?: readonly string[];
  /** By dotted path (`authentication.anonymous.enabled`), each with what it replaced. */
  origins: Readonly<Record<string, Origin & { readonly overridden?: Sourced<Json>['overridden'] }>>;
  /** What the kubelet logs on its way, without time and place. */
  log: readonly string[];
}>;

/** The answer of `spctl config`. */
export function configAnswer(report: NodeReport, changed: boolean): ConfigAnswer {
  const { version, unread } = report;
  const start = unread.length > 0 ? null : report.start;
  const config = start?.config ? { ...start.config, staticPodPath: start.config.staticPodPath ?? '' } : null;
  return {
    ...nodeHeader(report),
    ...(changed && config ? changedFromDefaults(config, version.minor) : { config }),
    origins: Object.fromEntries(
      [...(start?.origins ?? [])].map(([path, { origin, overridden }]) => [
        path,
        overridden.length === 0 ? origin : { ...origin, overridden },
      ]),
    ),
    log: start?.log ?? [],
    diagnostics: [...report.diagnostics].sort(compareDiagnostics),
  };
}

/**
 * The answer with --changed as the recordings have it: a kubelet that ends before its validation has no
 * configuration to compare. (Text shows what it would be if the kubelet went on.)
 */
export function asRecorded(answer: ConfigAnswer): ConfigAnswer {
  if (answer.stage === 'ok' || answer.stage === 'validate') return answer;
  const { unset: _, ...rest } = { ...answer, config: null };
  return rest;
}

/** 0 when the kubelet starts with it, 1 when it refuses, 3 when no command line was found. */
export function configExitCode({ config, stage, starts }: ConfigAnswer): ExitCode {
  if (starts === null) return config === null ? EXIT.couldNotLook : EXIT.clean;
  if (stage === null) return EXIT.couldNotLook;
  return starts ? EXIT.clean : EXIT.findings;
}

/** The top-level members that differ from those of a kubelet without any flag, and those that have gone. */
function changedFromDefaults(
  config: Configuration,
  minor: Minor,
): { config: Configuration; unset: readonly string[] } {
  const defaults = defaultConfiguration(minor);
  return {
    config: Object.fromEntries(
      Object.entries(config).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
      ),
    ),
    unset: Object.keys(defaults).filter((name) => !(name in config)),
  };
}

/** What a kubelet without flags and files runs with. */
function defaultConfiguration(minor: Minor): Configuration {
  const command = {
    argv: [{ value: 'kubelet', origin: { kind: 'default' } as const }],
    cwd: '/',
    environment: new Map(),
  };
  return startKubelet(memoryHost({}), command, minor).config as Configuration;
}

/**
 * The members that the reader asked for, by dotted path. A path is unknown when no KubeletConfiguration of any
 * known minor has it.
 */
export function selectFields(
  { config }: ConfigAnswer,
  asked: readonly string[],
): { selected: readonly (readonly [path: string, value: unknown])[]; unknown: readonly string[] } {
  return {
    selected: asked.map((path) => [path, valueAt(config, path)] as const),
    unknown: asked.filter(
      (path) => valueAt(config, path) === undefined && !isKubeletConfigurationField(path),
    ),
  };
}

/** The value at a dotted path; a member's own name may hold dots (`memory.available`). */
export function valueAt(config: unknown, path: string): unknown {
  if (path === '') return config;
  if (typeof config !== 'object' || config === null) return undefined;
  for (const [name, value] of Object.entries(config)) {
    if (path === name) return value;
    if (path.startsWith(`${name}.`)) {
      const found = valueAt(value, path.slice(name.length + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
