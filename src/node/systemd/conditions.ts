import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { SourceText } from '../../diagnostics/location.ts';
import type { Host } from '../host/host.ts';
import type { Environment } from './build-environment.ts';
import { extractWord } from './extract-word.ts';
import { glob, patternMatcher } from './glob.ts';
import { type NodeFacts, VOLATILE } from './node-facts.ts';
import { shorten } from './parse-config.ts';
import type { Condition } from './service-unit.ts';
import { parseBoolean } from './setting-context.ts';
import { tracedWhole } from './traced.ts';

/** What conditions are tested against. */
export interface ConditionContext {
  readonly host: Host;
  readonly facts: NodeFacts;
  /** The environment that services get. */
  readonly environment: Environment;
  /** Executables of the unit; a copy of a node may lack them and others. */
  readonly ownExecutables: ReadonlySet<string>;
}

/** Whether a list of conditions holds, and what is to be said about it. */
export interface ConditionResult {
  readonly met: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * All conditions without `|` must hold, and one of those with it (systemd shared/condition.c, condition_test_list).
 * One that the files of a node can't tell counts as met, and is said so.
 */
export function testConditions(conditions: readonly Condition[], context: ConditionContext): ConditionResult {
  const unknown: Diagnostic[] = [];
  let triggered: boolean | undefined;
  for (const condition of conditions) {
    const result = testOne(condition, context);
    if (result === undefined) unknown.push(unknownCondition(condition));
    const met = result === 'failed' ? false : result === undefined || result !== condition.negate;
    if (condition.trigger) triggered = triggered || met;
    else if (!met) return { met: false, diagnostics: [unmetCondition(condition)] };
  }
  if (triggered === false) {
    const first = conditions.find(({ trigger }) => trigger)!;
    return { met: false, diagnostics: [unmetCondition(first, 'none of the conditions with "|" is met')] };
  }
  return { met: true, diagnostics: unknown };
}

/** Whether a condition holds, before `!`; `failed` when the test itself fails, undefined when it can't be told. */
function testOne({ type, parameter }: Condition, context: ConditionContext): boolean | 'failed' | undefined {
  const { host, facts } = context;
  const info = () => host.stat(parameter);
  switch (type) {
    case 'PathExists':
      return isAssumed(parameter, context) || exists(info());
    case 'PathExistsGlob':
      return glob(host, parameter).length > 0;
    case 'PathIsDirectory': {
      const found = info();
      return found.ok ? found.value.type === 'directory' : exists(found);
    }
    case 'PathIsSymbolicLink': {
      const found = host.lstat(parameter);
      return found.ok ? found.value.type === 'symlink' : exists(found);
    }
    case 'DirectoryNotEmpty': {
      const names = host.readDir(parameter);
      return names.ok ? names.value.some((name) => !isHiddenOrBackup(name)) : exists(names);
    }
    case 'FileNotEmpty': {
      if (isAssumed(parameter, context)) return true;
      const found = info();
      return found.ok ? found.value.type === 'file' && found.value.size > 0 : exists(found);
    }
    case 'FileIsExecutable': {
      if (isAssumed(parameter, context)) return true;
      const found = info();
      return found.ok ? found.value.type === 'file' && (found.value.mode & 0o111) !== 0 : exists(found);
    }
    case 'PathIsMountPoint':
      return parameter === '/' || (exists(info()) === false ? false : undefined);
    case 'PathIsReadWrite':
    case 'PathIsEncrypted':
      return exists(info()) === false ? false : undefined;
    case 'FirstBoot': {
      const wanted = parseBoolean(parameter);
      return wanted === undefined ? 'failed' : host.stat('/run/systemd/first-boot').ok === wanted;
    }
    case 'Host':
      return testHost(parameter, facts);
    // The system manager is root.
    case 'User':
      return /^(root|0|@system)$/.test(parameter);
    case 'Group':
      return /^(root|0)$/.test(parameter);
    case 'Environment':
      return testEnvironment(parameter, context.environment);
    case 'OSRelease':
      return testOsRelease(parameter, facts);
    default:
      return undefined;
  }
}

/** Whether a path is taken for an executable that is there: the unit's own, or one that a copy of a node lacks. */
function isAssumed(path: string, { host, ownExecutables }: ConditionContext): boolean {
  if (host.live) return false;
  return ownExecutables.has(path) || (/\/s?bin\/[^/]+$/.test(path) && !host.lstat(path).ok);
}

function exists(looked: ReturnType<Host['stat']> | ReturnType<Host['readDir']>): boolean | undefined {
  if (looked.ok) return true;
  return /^(absent|notDirectory|loop)$/.test(looked.failure.reason) ? false : undefined;
}

/** hidden_or_backup_file (systemd basic/path-util.c). */
function isHiddenOrBackup(name: string): boolean {
  return (
    name.startsWith('.') ||
    name.endsWith('~') ||
    /^(lost\+found|aquota\.user|aquota\.group)$/.test(name) ||
    /\.(rpmnew|rpmsave|rpmorig|dpkg-(old|new|tmp|dist|bak|backup|remove)|ucf-(new|old|dist)|swp|bak|old|new)$/.test(
      name,
    )
  );
}

/** A machine ID, or a pattern for the host name whose case does not count. */
function testHost(parameter: string, facts: NodeFacts): boolean | undefined {
  const id = parameter.replaceAll('-', '').toLowerCase();
  const wanted = /^[0-9a-f]{32}$/.test(id) ? facts.machineId() : facts.hostName();
  if (wanted === VOLATILE) return undefined;
  return wanted === id || patternMatcher(parameter, true)(wanted);
}

function testEnvironment(parameter: string, environment: Environment): boolean {
  const equals = parameter.indexOf('=');
  if (equals < 0) return environment.has(parameter);
  return environment.get(parameter.slice(0, equals))?.value === parameter.slice(equals + 1);
}

/** Words `KEY=VALUE`; comparisons of versions can't be told here. */
function testOsRelease(parameter: string, facts: NodeFacts): boolean | 'failed' | undefined {
  const words = tracedWhole(new SourceText('', parameter), parameter, 0, parameter.length);
  const fields = facts.osRelease();
  let at: number | undefined = 0;
  let result: boolean | undefined = true;
  while (at !== undefined) {
    const read = extractWord(words, at, { unquote: true });
    if (read.kind === 'invalid') return 'failed';
    if (read.kind === 'end') break;
    const [, key, operator, value] = /^([A-Za-z_]\w*)([!<=>]+)(\S.*)$/s.exec(read.word.text) ?? [];
    if (key === undefined) return 'failed';
    const actual = fields?.get(key) ?? '';
    if (operator === '=' || operator === '==') result &&= actual === value;
    else if (operator === '!=' || operator === '<>') result &&= actual !== value;
    else return undefined;
    at = read.next;
  }
  return result;
}

function unmetCondition({ key, parameter, negate, location }: Condition, why?: string): Diagnostic {
  return {
    ruleId: 'unit-condition-unmet',
    severity: 'error',
    message: `the unit does not start: ${why ?? `"${key}=${negate ? '!' : ''}${shorten(parameter)}" is not met`}`,
    location,
  };
}

function unknownCondition({ key, parameter, location }: Condition): Diagnostic {
  return {
    ruleId: 'unit-condition-unknown',
    severity: 'info',
    message: `whether "${key}=${shorten(parameter)}" is met only the running machine can tell; it counts as met here`,
    location,
  };
}
