import { shorten } from './parse-config.ts';
import { checkPath } from './paths.ts';
import type { DirectoryKey } from './service-unit.ts';
import { ignore, readPath, refuse, resolve, type SettingReader, words } from './setting-context.ts';
import { locate, slice } from './traced.ts';

/** WorkingDirectory= (config_parse_working_directory). */
export const readWorkingDirectory: SettingReader = (context, { value, location }) => {
  const { service } = context;
  if (value.text === '') {
    delete service.workingDirectory;
    return true;
  }
  const optional = value.text.startsWith('-');
  const written = slice(value, optional ? 1 : 0);
  if (written.text === '~') {
    service.workingDirectory = { value: '~', location };
  } else {
    const path = readPath(context, written, optional);
    if (path === undefined) return optional;
    service.workingDirectory = { value: path, location };
  }
  service.workingDirectoryOptional = optional;
  return true;
};

/** RootDirectory= and its kind: only checked, for a bad one ends the file (config_parse_unit_path_printf). */
export const checkFatalPath: SettingReader = (context, { value }) =>
  value.text === '' || readPath(context, value, false) !== undefined;

/** Settings that only fail over a bad specifier (config_parse_exec_selinux_context and its kind). */
export const checkFatalSpecifiers: SettingReader = (context, { value }) => {
  const text = slice(value, value.text.startsWith('-') ? 1 : 0);
  const resolved = resolve(context, text);
  return resolved.ok || value.text.startsWith('-') || refuse(context, resolved.complaint);
};

/** PIDFile= (config_parse_pid_file): relative to /run, and the one path whose `..` ends the file. */
export const readPidFile: SettingReader = (context, { value }) => {
  if (value.text === '') {
    delete context.service.pidFile;
    return true;
  }
  const resolved = resolve(context, value);
  if (!resolved.ok) {
    ignore(context, 'the line', resolved.complaint);
    return true;
  }
  const { text } = resolved.value;
  const checked = checkPath(text.startsWith('/') ? text : `/run/${text}`, 'absolute');
  if (!checked.ok) {
    const problem = `the path "${shorten(text)}" is ${checked.problem}`;
    return refuse(context, { ruleId: 'unit-invalid-value', location: locate(value), problem });
  }
  context.service.pidFile = checked.path.replace(/^\/var\/run(?=\/)/, '/run');
  return true;
};

/** RuntimeDirectory= and its kind (config_parse_exec_directories). */
export function directories(key: DirectoryKey): SettingReader {
  return (context, { value }) => {
    const known = context.service.directories[key];
    if (value.text === '') known.length = 0;
    for (const word of words(value)) {
      // What follows a colon is a symlink to the directory, which no variable names.
      const colon = word.text.indexOf(':');
      if (colon >= 0 && key === 'ConfigurationDirectory') {
        const problem = 'a symlink behind ":" is not supported here';
        ignore(context, 'the directory', { ruleId: 'unit-invalid-value', location: locate(word), problem });
        continue;
      }
      const resolved = resolve(context, slice(word, 0, colon < 0 ? undefined : colon));
      if (!resolved.ok) {
        ignore(context, 'the directory', resolved.complaint);
        continue;
      }
      const checked = checkPath(resolved.value.text, 'relative');
      const problem = checked.ok
        ? /^private(\/|$)/.test(checked.path) && `"${checked.path}" is a name that systemd keeps for itself`
        : `the path "${shorten(resolved.value.text)}" is ${checked.problem}`;
      if (problem) {
        ignore(context, 'the directory', { ruleId: 'unit-invalid-value', location: locate(word), problem });
      } else if (checked.ok && !known.includes(checked.path)) {
        known.push(checked.path);
      }
    }
    return true;
  };
}

/** ExecSearchPath= (config_parse_colon_separated_paths). */
export const readExecSearchPath: SettingReader = (context, { value }) => {
  if (value.text === '') context.service.execSearchPath = [];
  let begin = 0;
  for (const part of value.text.split(':')) {
    const written = slice(value, begin, begin + part.length);
    begin += part.length + 1;
    const path = part === '' ? undefined : readPath(context, written, true);
    if (path !== undefined) context.service.execSearchPath.push(path);
  }
  return true;
};

/** TTYPath= (config_parse_unit_path_printf). */
export const readTtyPath: SettingReader = (context, { value }) => {
  context.service.ttyPath = value.text === '' ? undefined : readPath(context, value, true);
  return true;
};
