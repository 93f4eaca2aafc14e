import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Origin } from '../../../diagnostics/origin.ts';
import type { FlagRow } from '../../../versions/flags.ts';

/** A value in a KubeletConfiguration as JSON has it (v1beta1 member names, durations as Go prints them). */
export type ConfigValue =
  | null
  | boolean
  | number
  | string
  | readonly ConfigValue[]
  | { readonly [member: string]: ConfigValue };

/** One use of a flag on the command line. */
export interface FlagOccurrence {
  /** The flag's row in the judged minor's table; its name is normalised (`-` for `_`). */
  readonly flag: FlagRow;
  /** As written, without the value: `--pod_manifest_path`, `-v`. */
  readonly written: string;
  /** The text handed to the flag's value. */
  readonly text: string;
  /** Indexes into the words: the flag's word, then the value's word where that is one of its own. */
  readonly words: readonly number[];
  /** `kind: 'flag'`, `flag: '--name'`, with the place and the way of the word that holds the value. */
  readonly origin: Origin;
}

/** What the command line leaves in one member of the configuration. */
export interface FlagSetting {
  /** Member names from the top: `['authentication', 'anonymous', 'enabled']`. */
  readonly path: readonly string[];
  /** The uses that took part, in order; none where registering a flag is enough to change the member. */
  readonly occurrences: readonly FlagOccurrence[];
  /** The origin of the last of them. */
  readonly origin: Origin;
  /**
   * The member's value after the flag, given the value that stood there (undefined: no member). Undefined
   * removes the member. Pure; what the flag does with what it finds (replace, add, keep) is inside.
   */
  readonly over: (previous: ConfigValue | undefined) => ConfigValue | undefined;
}

/** Where the start ends because of the command line (the stages of `config` in the recorded cases). */
export type FlagStage = 'flags' | 'args' | 'help' | 'version' | 'gates' | 'validateflags' | 'exit';

/** Why the kubelet ends here, in its own words; empty for `help`, `version` and a silent exit. */
export interface FlagStop {
  readonly stage: FlagStage;
  readonly error: string;
  /** The word it speaks of, where there is one. */
  readonly word?: number;
}

/** Flags that are not part of the KubeletConfiguration but matter here (cmd/kubelet/app/options KubeletFlags). */
export interface KubeletFlags {
  readonly config: string;
  readonly configDir: string;
  readonly hostnameOverride: string;
  readonly kubeconfig: string;
  readonly bootstrapKubeconfig: string;
  readonly rootDir: string;
  readonly nodeIP: string;
  readonly nodeLabels: Readonly<Record<string, string>>;
}

/** A command line as the kubelet's first parse reads it. Past the first error it goes on as well as it can. */
export interface FlagParse {
  /** The first reason to end, in the kubelet's order; null when the start goes on. */
  readonly stop: FlagStop | null;
  /** Every use of a known flag, in order. */
  readonly occurrences: readonly FlagOccurrence[];
  /** What the flags leave in the configuration that starts out as the flag defaults. */
  readonly settings: readonly FlagSetting[];
  /** `--feature-gates` as a map, in order of first mention. */
  readonly featureGates: ReadonlyMap<string, boolean>;
  readonly flags: KubeletFlags;
  /** Where each of {@link KubeletFlags} came from, when a flag set it. */
  readonly flagOrigins: Readonly<Partial<Record<keyof KubeletFlags, Origin>>>;
  /** The lines that pflag prints, `Flag --NAME has been deprecated, …`, and those for feature gates. */
  readonly log: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The second parse over a loaded configuration (cmd/kubelet/app/server.go kubeletConfigFlagPrecedence). */
export interface FlagReparse {
  /** `exit` when pflag ends the process, null otherwise. */
  readonly stop: FlagStop | null;
  /** What overrides the loaded configuration. */
  readonly settings: readonly FlagSetting[];
  /** Why it ends, or which flags of the first parse it misses because a fake flag swallowed them. */
  readonly diagnostics: readonly Diagnostic[];
}
