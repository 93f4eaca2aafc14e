import { type Assignment, shorten } from './parse-config.ts';
import { checkPath } from './paths.ts';
import { ignore, resolve, type SettingContext } from './setting-context.ts';
import { locate, slice } from './traced.ts';

/** The conditions whose parameter is a path. */
const PATH_TYPES =
  /^(PathExists|PathExistsGlob|PathIsDirectory|PathIsSymbolicLink|PathIsMountPoint|PathIsReadWrite|PathIsEncrypted|DirectoryNotEmpty|FileNotEmpty|FileIsExecutable|NeedsUpdate)$/;

/**
 * Condition…= and Assert…=; an empty one takes all of its kind away, whatever their type (systemd
 * core/load-fragment.c, config_parse_unit_condition_path and config_parse_unit_condition_string).
 */
export function readCondition(context: SettingContext, assignment: Assignment): boolean {
  const { key, value } = assignment;
  const kind = key.startsWith('Assert') ? 'asserts' : 'conditions';
  const type = key.replace(/^(Assert|Condition)/, '');
  if (value.text === '') {
    context.service[kind] = [];
    return true;
  }
  const trigger = value.text.startsWith('|');
  const negate = value.text.startsWith('!', trigger ? 1 : 0);
  const resolved = resolve(context, slice(value, Number(trigger) + Number(negate)));
  if (!resolved.ok) {
    ignore(context, 'the line', resolved.complaint);
    return true;
  }
  let parameter = resolved.value.text;
  if (PATH_TYPES.test(type)) {
    const checked = checkPath(parameter, 'absolute');
    if (!checked.ok) {
      const problem = `the path "${shorten(parameter)}" is ${checked.problem}`;
      ignore(context, 'the line', { ruleId: 'unit-invalid-value', location: locate(value), problem });
      return true;
    }
    parameter = checked.path;
  }
  context.service[kind].push({ key, type, trigger, negate, parameter, location: assignment.location });
  return true;
}
