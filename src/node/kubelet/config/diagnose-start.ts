import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { diagnoseEntries, diagnoseUnread, diagnoseVariable } from './diagnose-inputs.ts';
import { diagnoseType, diagnoseUntyped, diagnoseVersioned } from './diagnose-object.ts';
import {
  diagnoseFileCheck,
  diagnoseFileGates,
  diagnoseOverrides,
  diagnoseProblems,
  diagnoseRelativePaths,
  diagnoseResets,
} from './diagnose-values.ts';
import { originOf } from './json-tree.ts';
import { RELATIVE_PATHS } from './load-config-file.ts';
import type { DropIn } from './merge-drop-ins.ts';
import { helpWithMissing } from './missing-config.ts';
import type { Settings } from './settings.ts';
import {
  DROPIN_VARIABLE,
  type DropInStep,
  type LoadStep,
  type ProblemStep,
  type StartContext,
} from './steps.ts';

/** What the steps of a start came to. */
export interface StartSteps {
  readonly load: LoadStep;
  readonly dropIns: DropInStep;
  readonly logging: ProblemStep | null;
  readonly validation: ProblemStep | null;
}

/** Everything that is to be said about the configuration of a start; the flags speak for themselves. */
export function diagnoseStart(context: StartContext, settings: Settings, steps: StartSteps): Diagnostic[] {
  const { minor } = context;
  const gates = diagnoseFileGates(settings, minor);
  return [
    ...diagnoseLoad(context, steps.load),
    ...diagnoseDropIns(context, steps.dropIns),
    ...gates,
    ...(gates.some(({ severity }) => severity === 'error') ? [] : diagnoseDefaulting(context, steps)),
    ...diagnoseProblems('logging', steps.logging?.problems ?? [], settings),
    ...diagnoseProblems('validate', steps.validation?.problems ?? [], settings),
    ...diagnosePanic(settings, steps.logging),
    ...(steps.load.settings ? diagnoseFileCheck(settings, minor) : []),
    ...diagnoseOverrides(settings, minor),
    ...diagnoseResets(settings),
    ...diagnoseRelativePaths(settings, RELATIVE_PATHS, minor),
  ];
}

function diagnoseLoad(
  { host, parse, minor }: StartContext,
  { read, object, path = '' }: LoadStep,
): Diagnostic[] {
  if (!read) return [];
  const location = parse.flagOrigins.config?.location;
  if (!read.ok) {
    const said = diagnoseUnread('the --config file', path, read.problem, location);
    return [said.ruleId === 'kubelet-config-missing' ? { ...said, help: helpWithMissing(host, path) } : said];
  }
  return object ? diagnoseVersioned(read.file, object, minor) : [];
}

function diagnoseDropIns(context: StartContext, { merged, stop }: DropInStep): Diagnostic[] {
  const { parse, absolute, nodePath } = context;
  const flag = parse.flagOrigins.configDir;
  const mistyped = merged?.mistyped;
  return [
    ...(stop?.stage === 'dropinenv' ? [diagnoseVariable(DROPIN_VARIABLE, flag)] : []),
    ...diagnoseEntries(merged?.entries ?? [], parse.flags.configDir, flag, (path) =>
      nodePath(absolute(path)),
    ),
    ...(merged?.dropIns ?? []).flatMap((dropIn) => diagnoseDropIn(context, dropIn)),
    ...(mistyped ? [diagnoseType(mistyped, originOf(mistyped.node)?.location)] : []),
  ];
}

function diagnoseDropIn({ minor, nodePath }: StartContext, { file, content, object }: DropIn): Diagnostic[] {
  if (content === 'empty' || 'reason' in content) {
    return [diagnoseUnread('the drop-in', file, content, { file: nodePath(file) })];
  }
  if (!object) return [];
  return 'decoded' in object
    ? diagnoseVersioned(content, object, minor)
    : diagnoseUntyped(content, object, minor);
}

/** Gates over which defaulting panicked, though in the end a flag or a drop-in took them back. */
function diagnoseDefaulting({ parse }: StartContext, { load, dropIns }: StartSteps): Diagnostic[] {
  const panic = load.object?.panic ?? dropIns.merged?.panic;
  if (!panic) return [];
  const atFlag = parse.flagOrigins.configDir?.location;
  const location = load.object?.panic ? { file: load.path ?? '' } : atFlag;
  return [
    {
      ruleId: 'kubelet-feature-gate',
      severity: 'error',
      message: `the kubelet does not start: ${panic.slice(panic.indexOf('error: ') + 'error: '.length)}`,
      help: 'correct the feature gates in the file: the kubelet ends before it looks at what overrides them',
      ...(location && { location }),
      kubelet: { type: 'exit', field: 'featureGates', detail: panic, index: 0 },
    },
  ];
}

/** Kubelets up to 1.34 start a ticker with the period of log flushes, whatever it is. */
function diagnosePanic(settings: Settings, logging: ProblemStep | null): Diagnostic[] {
  if (logging?.stop?.stage !== 'exit') return [];
  const location = settings.get('logging.flushFrequency')?.origin.location;
  return [
    {
      ruleId: 'kubelet-config-invalid',
      severity: 'error',
      message: 'the kubelet does not start: it panics when "logging.flushFrequency" is not above zero',
      help: 'write a duration like "5s"',
      ...(location && { location }),
      kubelet: { type: 'exit', field: 'logging.flushFrequency', detail: logging.stop.error, index: 0 },
    },
  ];
}
