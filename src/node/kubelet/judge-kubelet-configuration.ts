import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { defaultFeatureGates, setFeatureGates } from '../../versions/feature-gates.ts';
import type { Minor } from '../../versions/minor.ts';
import type { Document } from '../../yaml/tree.ts';
import type { ConfigFile } from './config/config-file.ts';
import { defaultEvictionHard, defaultValues } from './config/defaults.ts';
import { diagnoseType, diagnoseUntyped, diagnoseVersioned } from './config/diagnose-object.ts';
import {
  diagnoseFileCheck,
  diagnoseFileGates,
  diagnoseProblems,
  diagnoseRelativePaths,
} from './config/diagnose-values.ts';
import { originOf } from './config/json-tree.ts';
import { loadConfigFile, RELATIVE_PATHS, setDefaults } from './config/load-config-file.ts';
import { patchMerge } from './config/merge-patches.ts';
import { gatesIn, marshal, type Settings } from './config/settings.ts';
import { loggingStep, validationStep } from './config/steps.ts';
import { decodeUntyped } from './config/untyped-object.ts';

/**
 * What a kubelet of this minor says of one KubeletConfiguration file at its start: the file alone, over the
 * defaults, without flags.
 */
export function judgeKubeletConfiguration(
  document: Document,
  minor: Minor,
  kind: ConfigFile['kind'],
): Diagnostic[] {
  const file: ConfigFile = { path: document.source.file, kind, document };
  const judged = kind === 'dropin' && minor >= 29 ? judgePatch(file, minor) : judgeWhole(file, minor);
  return [...judged.diagnostics, ...(judged.settings ? judgeValues(judged.settings, minor) : [])];
}

interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  /** Null where there are no values to judge. */
  readonly settings: Settings | null;
}

/** A --config file, or a drop-in of 1.28: a configuration of its own. */
function judgeWhole(file: ConfigFile, minor: Minor): Judged {
  const { object, settings } = loadConfigFile(file, defaultFeatureGates(minor), defaultEvictionHard(minor));
  return { diagnostics: diagnoseVersioned(file, object, minor), settings };
}

/** A drop-in of 1.29 or newer: a patch of the defaults. */
function judgePatch(file: ConfigFile, minor: Minor): Judged {
  const object = decodeUntyped(file.document, minor);
  const diagnostics = diagnoseUntyped(file, object, minor);
  if (!object.root) return { diagnostics, settings: null };
  const gates = defaultFeatureGates(minor);
  const settings: Settings = new Map();
  setDefaults(
    settings,
    defaultValues(() => undefined, minor, gates),
  );
  const merge = patchMerge(settings, gates);
  merge.apply(file, object.root);
  const { error } = merge.finish();
  const mistyped = error ? [diagnoseType(error, originOf(error.node)?.location)] : [];
  return {
    diagnostics: [...diagnostics, ...mistyped, ...diagnoseRelativePaths(settings, RELATIVE_PATHS, minor)],
    settings,
  };
}

/** Gates, logging and validation, as at the end of a start. */
function judgeValues(settings: Settings, minor: Minor): Diagnostic[] {
  const { gates } = setFeatureGates(defaultFeatureGates(minor), gatesIn(settings));
  const config = marshal(settings, minor);
  return [
    ...diagnoseFileGates(settings, minor),
    ...diagnoseProblems('logging', loggingStep(config, gates).problems, settings),
    ...diagnoseProblems('validate', validationStep(config, gates, {}).problems, settings),
    ...diagnoseFileCheck(settings, minor),
  ];
}
