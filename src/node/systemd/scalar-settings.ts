import { shorten } from './parse-config.ts';
import { checkPath, isValidFileName } from './paths.ts';
import type { ServiceUnit, Setting } from './service-unit.ts';
import { badValue, ignore, parseBoolean, resolve, type SettingReader, words } from './setting-context.ts';
import { parseTimeSpan } from './time-span.ts';
import { locate, slice } from './traced.ts';
import { parseUnitName } from './unit-name.ts';

/** A scalar out of a fixed set; the last valid one wins. */
export function choice(
  values: readonly string[],
  set: (service: ServiceUnit, value: Setting<string>) => void,
): SettingReader {
  return (context, assignment) => {
    const { value, location } = assignment;
    if (values.includes(value.text)) set(context.service, { value: value.text, location });
    else badValue(context, assignment);
    return true;
  };
}

/** PAMName= (config_parse_unit_string_printf). */
export const readPamName: SettingReader = (context, { value }) => {
  const resolved = resolve(context, value);
  if (!resolved.ok) ignore(context, 'the line', resolved.complaint);
  else context.service.pamName = resolved.value.text || undefined;
  return true;
};

/** Requires= and its kind; they can't be reset (config_parse_unit_deps). */
export const readRequires: SettingReader = (context, { value, location }) => {
  for (const word of words(value, false)) {
    const resolved = resolve(context, word);
    if (!resolved.ok) ignore(context, 'the dependency', resolved.complaint);
    else if (parseUnitName(resolved.value.text)) {
      context.service.requires.push({ value: resolved.value.text, location });
    } else {
      const problem = `"${shorten(resolved.value.text)}" is not the name of a unit`;
      ignore(context, 'the dependency', { ruleId: 'unit-invalid-value', location: locate(word), problem });
    }
  }
  return true;
};

/** Exit statuses and signals; upstream's tables of names are not needed to know that there is one at all. */
export const readRestartForceExitStatus: SettingReader = (context, { value, location }) => {
  if (value.text === '') context.service.restartForceExitStatus = [];
  for (const word of words(value)) {
    const { text } = word;
    if ((/^\d+$/.test(text) && Number(text) <= 255) || /^(SIG)?[A-Z][A-Z0-9_+]*$/.test(text)) {
      context.service.restartForceExitStatus.push({ value: text, location });
    } else {
      const problem = `"${shorten(text)}" is neither an exit status nor a signal`;
      ignore(context, 'the word', { ruleId: 'unit-invalid-value', location: locate(word), problem });
    }
  }
  return true;
};

/** WatchdogSec=, in microseconds. */
export const readWatchdog: SettingReader = (context, assignment) => {
  const parsed = parseTimeSpan(assignment.value.text);
  if (parsed === undefined) badValue(context, assignment);
  else context.service.watchdog = parsed;
  return true;
};

/** FileDescriptorStoreMax= (config_parse_unsigned). */
export const readFileDescriptorStoreMax: SettingReader = (context, assignment) => {
  const { text } = assignment.value;
  const parsed = /^(0x[0-9a-f]+|0b[01]+|0o[0-7]+|\d+)$/i.test(text) ? Number(text) : undefined;
  if (parsed === undefined || parsed > 0xffffffff) badValue(context, assignment);
  else context.service.fileDescriptorStoreMax = parsed;
  return true;
};

/** RemainAfterExit= */
export const readRemainAfterExit: SettingReader = (context, assignment) => {
  const parsed = parseBoolean(assignment.value.text);
  if (parsed === undefined) badValue(context, assignment);
  else context.service.remainAfterExit = parsed;
  return true;
};

const INPUTS = /^(null|tty|tty-force|tty-fail|socket|data|fd(:[^/]*)?|file:\/.*)$/s;
const OUTPUTS =
  /^(inherit|null|tty|journal|kmsg|syslog|journal\+console|kmsg\+console|syslog\+console|socket|fd(:[^/]*)?|(file|append|truncate):\/.*)$/s;

/** StandardInput= and its kind (config_parse_exec_input, config_parse_exec_output). */
export function stream(key: 'standardInput' | 'standardOutput' | 'standardError'): SettingReader {
  return (context, assignment) => {
    const { value, location } = assignment;
    const colon = value.text.indexOf(':') + 1;
    const target = colon > 0 ? resolve(context, slice(value, colon)) : undefined;
    if (target && !target.ok) {
      ignore(context, 'the line', target.complaint);
      return true;
    }
    const text = value.text.slice(0, colon || undefined) + (target?.value.text ?? '');
    const isPath = colon > 0 && !text.startsWith('fd:');
    const valid = (key === 'standardInput' ? INPUTS : OUTPUTS).test(text);
    if (!valid || (isPath && !checkPath(text.slice(colon), 'absolute').ok)) badValue(context, assignment);
    else if (key === 'standardInput') context.service.standardInput = { value: text, location };
    else context.service[key] = text.replace(/^syslog/, 'journal');
    return true;
  };
}

/** Slice= */
export const readSlice: SettingReader = (context, assignment) => {
  const resolved = resolve(context, assignment.value);
  if (!resolved.ok) ignore(context, 'the line', resolved.complaint);
  else if (parseUnitName(resolved.value.text)?.suffix !== 'slice') badValue(context, assignment);
  else context.service.slice = resolved.value.text;
  return true;
};

/** BusName= */
export const readBusName: SettingReader = (context, assignment) => {
  const { text: name } = assignment.value;
  if (/^[A-Za-z_-][\w-]*(\.[A-Za-z_-][\w-]*)+$/.test(name)) context.service.busName = name;
  else badValue(context, assignment);
  return true;
};

/**
 * SetCredential=ID:VALUE and LoadCredential=ID[:PATH]: only whether there is one, for CREDENTIALS_DIRECTORY
 * (config_parse_set_credential, config_parse_load_credential).
 */
export const readCredential: SettingReader = (context, assignment) => {
  const { key, value } = assignment;
  const kind = key.startsWith('Set') ? 'set' : 'load';
  if (value.text === '') {
    context.service.credentials.delete(kind);
    return true;
  }
  const [id = '', content] = value.text.split(':', 2);
  const resolved = resolve(context, slice(value, 0, id.length));
  if (!resolved.ok) ignore(context, 'the line', resolved.complaint);
  else if (!isValidFileName(resolved.value.text) || (kind === 'set' && content === undefined))
    badValue(context, assignment);
  else context.service.credentials.add(kind);
  return true;
};

/** LogNamespace= (config_parse_log_namespace): what can stand in a unit name and be a directory. */
export const readLogNamespace: SettingReader = (context, assignment) => {
  const resolved = resolve(context, assignment.value);
  if (!resolved.ok) ignore(context, 'the line', resolved.complaint);
  else if (/^[0-9A-Za-z:_.\\@-]*$/.test(resolved.value.text))
    context.service.logNamespace = resolved.value.text || undefined;
  else badValue(context, assignment);
  return true;
};
