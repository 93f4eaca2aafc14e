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
import type { Rule } from './rule.ts';
import { sourceRules } from './source.ts';
import { unitFileRules, unitRules } from './unit.ts';
import { versionRules } from './version.ts';

/** The rules of the stages themselves, and of a lint run; those of the checks are in src/checks. */
export const stageRules: readonly Rule[] = [
  ...manifestRules,
  ...podRules,
  ...directoryRules,
  ...sourceRules,
  ...unitRules,
  ...unitFileRules,
  ...environmentRules,
  ...launchRules,
  ...kubeletFlagRules,
  ...kubeletConfigRules,
  ...versionRules,
  ...processRules,
  ...archiveRules,
  ...lintRunRules,
];
