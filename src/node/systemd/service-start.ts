import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Origin } from '../../diagnostics/origin.ts';

/** One word of a command line, and where it was written. */
export interface Word {
  readonly value: string;
  readonly origin: Origin;
}

/** One variable of a started process. `<volatile>` stands for a value that differs at each start. */
export interface EnvironmentVariable {
  readonly value: string;
  /** Absent for what systemd itself sets. */
  readonly origin?: Origin;
}

/** What systemd makes of a unit: what it would execute, or why it would not. */
export interface ServiceStart {
  readonly unit: {
    /** The unit that was asked for, and the name it was loaded under (they differ for aliases). */
    readonly name: string;
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
  };
  /** `loaded`, or why there is nothing to start. */
  readonly state: 'loaded' | 'not-found' | 'masked' | 'bad-setting' | 'unreadable';
  /** Whether the main process gets executed. */
  readonly started: boolean;
  /** The executable (simplified path) and argv as executed; null when nothing is. */
  readonly exe: string | null;
  readonly argv: readonly Word[] | null;
  readonly environment: ReadonlyMap<string, EnvironmentVariable> | null;
  readonly workingDirectory: string;
  /** Whether the executable was taken as there because a copy lacks it. */
  readonly assumed: readonly string[];
  /** Other commands of the unit, for wrappers: ExecStartPre= and the like, expanded as systemd would. */
  readonly preCommands: readonly (readonly Word[])[];
  readonly diagnostics: readonly Diagnostic[];
}
