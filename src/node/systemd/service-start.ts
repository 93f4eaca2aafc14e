import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Origin } from '../../diagnostics/origin.ts';

/** One word of a command line, and where it was written. */
export interface Word {
  readonly value: string;
  readonly origin: Origin;
}

/**
 * A word of which only the beginning is known before the node runs; `value` is that beginning. `rest`: it is one
 * word; `words`: it may be any number of words.
 */
export interface PartialWord extends Word {
  readonly unknown: 'rest' | 'words';
  /** The only flags that the words may set, where that much is known of them. */
  readonly flags?: readonly string[];
}

/** One variable of a started process. `<volatile>` stands for a value that differs at each start. */
export interface EnvironmentVariable {
  readonly value: string;
  /** Absent for what systemd itself sets. */
  readonly origin?: Origin;
}

/** A process as systemd executes it. */
export interface Execution {
  /** The simplified path. */
  readonly exe: string;
  /** With {@link PartialWord}s where `isPartial`. */
  readonly argv: readonly Word[];
  readonly environment: ReadonlyMap<string, EnvironmentVariable>;
  /** An environment file that must be there is not: variables that are not in `environment` may be set. */
  readonly isPartial: boolean;
}

/** What systemd makes of a unit: what it would execute, or why it would not. */
export interface ServiceStart {
  readonly unit: {
    /** The unit that was asked for. */
    readonly name: string;
    /** The name it has once it is loaded: that of its file, of which the one asked for may be an alias. */
    readonly id: string;
    /** The unit file, as a path on the node; absent when no unit of that name was found. */
    readonly fragment?: string;
    /** Drop-ins in the order in which they apply. */
    readonly dropIns: readonly string[];
    readonly environmentFiles: readonly {
      readonly path: string;
      readonly optional: boolean;
      readonly loaded: boolean;
      readonly location: Location;
    }[];
    /** Files that StandardOutput= and StandardError= write to; usually none, for that is the journal. */
    readonly outputFiles: readonly string[];
  };
  /** `loaded`, or why there is nothing to start. */
  readonly state: 'loaded' | 'not-found' | 'masked' | 'bad-setting' | 'unreadable';
  /** Whether the main process gets executed. */
  readonly started: boolean;
  /** The executable (simplified path) and argv as executed; null when nothing is. */
  readonly exe: string | null;
  readonly argv: readonly Word[] | null;
  readonly environment: ReadonlyMap<string, EnvironmentVariable> | null;
  /**
   * The main process as the unit describes it: what is executed where it starts, and what would be where only
   * something on the node keeps it from starting. Null where the unit describes none.
   */
  readonly described: Execution | null;
  readonly workingDirectory: string;
  /** As the unit names it, and where; null where it names none, or one that is made for the start. */
  readonly user: { readonly value: string; readonly location: Location } | null;
  /** Executables and users that were taken as there because a copy of a node lacks them. */
  readonly assumed: readonly string[];
  /**
   * What systemd runs before the main process, expanded as it would: ExecCondition=, ExecStartPre=, the earlier
   * ExecStart= of a oneshot, and the one of Type=forking.
   */
  readonly preCommands: readonly (readonly Word[])[];
  readonly diagnostics: readonly Diagnostic[];
}
