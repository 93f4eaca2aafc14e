import type { Sourced } from '../diagnostics/origin.ts';
import type { Minor } from '../versions/minor.ts';
import type { PathPattern } from './path-pattern.ts';

/** What becomes of a rule's findings: none, its own severity, or another one. */
export type Level = 'off' | 'on' | 'info' | 'warning';

/** The least severity that fails a run; `never`: none does. */
export type FailOn = 'error' | 'warning' | 'info' | 'never';

/** One format of the answer, and where it goes: a file below the settings file's directory, or standard output. */
export interface OutputSetting {
  readonly format: string;
  readonly file?: string;
}

/** Rules as a settings file has them, by id. */
export type Levels = ReadonlyMap<string, Sourced<Level>>;

/** Other levels for some paths. */
export interface Override {
  readonly paths: readonly Sourced<PathPattern>[];
  readonly checks: Levels;
}

/** What a settings file says, each value with its place. What it leaves out is not here. */
export interface Settings {
  /** Where the file lies on this machine: patterns and files that it names are below it. */
  readonly directory: string;
  readonly checks: Levels;
  /** In the file's order: the last that matches wins, rule by rule. */
  readonly overrides: readonly Override[];
  /** Files that are not linted. */
  readonly exclude: readonly Sourced<PathPattern>[];
  readonly checksEnabled?: Sourced<boolean>;
  readonly kubeletVersions?: Sourced<readonly Minor[]>;
  readonly nodeName?: Sourced<string>;
  readonly featureGates?: ReadonlyMap<string, Sourced<boolean>>;
  readonly formats?: Sourced<readonly OutputSetting[]>;
  readonly failOn?: Sourced<FailOn>;
}

/** The words that settings may use beyond their own: the caller knows the rules and formats that there are. */
export interface Vocabulary {
  /** Each rule, and whether its findings can be switched off: a refusal by the kubelet can't. */
  readonly rules: ReadonlyMap<string, 'settable' | 'refusal'>;
  readonly formats: readonly string[];
}
