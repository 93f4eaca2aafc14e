import type { Area } from '../checks/areas.ts';
import { archiveRules } from './archive.ts';
import { directoryRules } from './directory.ts';
import { environmentRules } from './environment.ts';
import { kubeletConfigRules } from './kubelet-config.ts';
import { kubeletFlagRules } from './kubelet-flags.ts';
import { launchRules } from './launch.ts';
import { lintRunRules } from './lint-run.ts';
import { manifestRules } from './manifest.ts';
import { podRules } from './pod.ts';
import { processRules } from './process.ts';
import type { Rule, StageRule } from './rule.ts';
import { sourceRules } from './source.ts';
import { unitFileRules, unitRules } from './unit.ts';
import { versionRules } from './version.ts';

/** The rules of each stage, with the part of a node that they belong to. */
const STAGES: readonly (readonly [Area, readonly StageRule[]])[] = [
  ['manifests', manifestRules],
  ['manifests', podRules],
  ['manifests', directoryRules],
  ['static-pods', sourceRules],
  ['unit', unitRules],
  ['unit', unitFileRules],
  ['unit', environmentRules],
  ['unit', launchRules],
  ['command-line', kubeletFlagRules],
  ['configuration', kubeletConfigRules],
  ['look', versionRules],
  ['kubelet', processRules],
  ['look', archiveRules],
  ['look', lintRunRules],
];

/** The rules of the stages themselves, and of a lint run; those of the checks are in src/checks. */
export const stageRules: readonly Rule[] = STAGES.flatMap(([area, rules]) =>
  rules.map((rule) => ({ ...rule, area })),
);
