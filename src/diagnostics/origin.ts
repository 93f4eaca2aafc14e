import type { Location } from './location.ts';

/** Where a value came from. */
export interface Origin {
  /**
   * `file`: an arguments file, script or configuration that a wrapper makes a command line of; `process`: the
   * running process's own argv; `assumed`: a documented default of a distribution's own code; `settings`: a
   * settings file of spctl.
   */
  readonly kind:
    | 'flag'
    | 'config'
    | 'dropin'
    | 'default'
    | 'unit'
    | 'environment'
    | 'file'
    | 'process'
    | 'assumed'
    | 'settings';
  readonly location?: Location;
  /** The flag that set it, as upstream spells it: `--pod-manifest-path`. */
  readonly flag?: string;
  /** The environment variable the word came through, without `$`. */
  readonly variable?: string;
  /** What led here, nearest first: for a word out of a variable, the place in ExecStart= that used it. */
  readonly via?: readonly Origin[];
}

/** A value, where it came from, and what it replaced, last replaced first. Made by the one merge only. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly overridden: readonly { readonly value: T; readonly origin: Origin }[];
}
