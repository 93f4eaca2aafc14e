import type { Rule, Scope } from '../../../validation/rules.ts';
import type { PodValidationOptions } from '../options.ts';
import type { ObjectMeta, PodSpec, Volume } from '../types.ts';

/** What the rules of a pod share: upstream hands these down from function to function. */
export interface PodScope extends Scope {
  readonly options: PodValidationOptions;
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
  /** The volumes without an error of their own, by name: what mounts may refer to. */
  readonly volumes: Map<string, Volume>;
  /** The names of spec.resourceClaims. */
  readonly claimNames: Set<string>;
}

/** A rule of the Pod. */
export type PodRule<T> = Rule<T, PodScope>;
