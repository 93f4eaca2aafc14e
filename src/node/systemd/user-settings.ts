import { shorten } from './parse-config.ts';
import {
  parseBoolean,
  refuse,
  resolve,
  type SettingContext,
  type SettingReader,
  words,
} from './setting-context.ts';
import { locate, type Traced } from './traced.ts';
import { isValidUtf8 } from './utf8.ts';

/** DynamicUser=, the one boolean whose bad value ends the file. */
export const readDynamicUser: SettingReader = (context, assignment) => {
  const { value, location } = assignment;
  const parsed = parseBoolean(value.text);
  if (parsed === undefined) {
    const problem = `"${shorten(value.text)}" is no value for "DynamicUser="`;
    return refuse(context, { ruleId: 'unit-invalid-value', location, problem, help: 'write "yes" or "no"' });
  }
  context.service.dynamicUser = parsed;
  return true;
};

/** User= and Group= (config_parse_user_group_compat). */
export function principal(key: 'user' | 'group'): SettingReader {
  return (context, assignment) => {
    const { value, location } = assignment;
    if (value.text === '') {
      delete context.service[key];
      return true;
    }
    const name = readPrincipal(context, value);
    if (name === undefined) return false;
    context.service[key] = { value: name, location };
    return true;
  };
}

/** SupplementaryGroups= (config_parse_user_group_strv_compat). */
export const readSupplementaryGroups: SettingReader = (context, { value, location }) => {
  if (value.text === '') {
    context.service.supplementaryGroups = [];
    return true;
  }
  for (const word of words(value, false)) {
    const name = readPrincipal(context, word);
    if (name === undefined) return false;
    context.service.supplementaryGroups.push({ value: name, location });
  }
  return true;
};

function readPrincipal(context: SettingContext, value: Traced): string | undefined {
  const resolved = resolve(context, value);
  const location = locate(value);
  if (!resolved.ok) refuse(context, resolved.complaint);
  else if (isPrincipalName(resolved.value.text)) return resolved.value.text;
  else {
    const problem = `"${shorten(resolved.value.text)}" is neither a user or group name nor a numeric ID`;
    refuse(context, { ruleId: 'unit-invalid-value', location, problem });
  }
  return undefined;
}

/** valid_user_group_name, relaxed and with numeric IDs (systemd basic/user-util.c). */
function isPrincipalName(name: string): boolean {
  if (/^(0|[1-9]\d*)$/.test(name)) return Number(name) < 0xffffffff && Number(name) !== 0xffff;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (name === '' || /^ | $|[\x00-\x1f\x7f:/]|^-?\d+$|^\.{1,2}$/.test(name)) return false;
  return isValidUtf8(name);
}
