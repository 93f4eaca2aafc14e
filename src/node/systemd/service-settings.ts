import { readCondition } from './condition-settings.ts';
import {
  readEnvironment,
  readEnvironmentFileSetting,
  readPassEnvironment,
  readUnsetEnvironment,
} from './environment-settings.ts';
import { readExec } from './exec-settings.ts';
import { type Assignment, shorten } from './parse-config.ts';
import {
  checkFatalPath,
  checkFatalSpecifiers,
  directories,
  readExecSearchPath,
  readPidFile,
  readTtyPath,
  readWorkingDirectory,
} from './path-settings.ts';
import {
  choice,
  readBusName,
  readCredential,
  readFileDescriptorStoreMax,
  readLogNamespace,
  readPamName,
  readRemainAfterExit,
  readRequires,
  readRestartForceExitStatus,
  readSlice,
  readWatchdog,
  stream,
} from './scalar-settings.ts';
import { SERVICE_SETTINGS } from './service-settings-table.ts';
import { COMMAND_KEYS, DIRECTORY_KEYS, type DirectoryKey } from './service-unit.ts';
import {
  badValue,
  ignore,
  parseBoolean,
  type SettingContext,
  type SettingReader,
} from './setting-context.ts';
import { parseTimeSpan } from './time-span.ts';
import { principal, readDynamicUser, readSupplementaryGroups } from './user-settings.ts';

/**
 * Takes one assignment of a service's file (systemd core/load-fragment.c; the table is
 * load-fragment-gperf.gperf.in). What decides neither whether nor how the main process starts is only checked
 * for its name, and for its value where that is a boolean or a time span.
 */
export function readSetting(context: SettingContext, assignment: Assignment): boolean {
  const { section, key, value } = assignment;
  const known = SERVICE_SETTINGS.get(section);
  const isKnown = known && (known.boolean.has(key) || known.seconds.has(key) || known.other.has(key));
  if (!isKnown || (key === 'ExecSearchPath' && !context.rules.execSearchPath)) {
    if (!key.startsWith('X-')) warnUnknownKey(context, assignment);
    return true;
  }
  if (section === 'Unit' && /^(Condition|Assert)/.test(key)) return readCondition(context, assignment);
  const reader = section === 'Service' ? SERVICE_READERS.get(key) : UNIT_READERS.get(key);
  if (reader && section !== 'Install') return reader(context, assignment);
  if (known.boolean.has(key) && parseBoolean(value.text) === undefined) badValue(context, assignment);
  if (known.seconds.has(key) && value.text !== '' && parseTimeSpan(value.text) === undefined) {
    badValue(context, assignment);
  }
  return true;
}

function warnUnknownKey(context: SettingContext, { key, section, location }: Assignment): void {
  const home = [...SERVICE_SETTINGS].find(([, { boolean, seconds, other }]) =>
    [boolean, seconds, other].some((keys) => keys.has(key)),
  )?.[0];
  ignore(context, `"${shorten(key)}="`, {
    ruleId: 'unit-unknown-key',
    location,
    problem:
      home === undefined
        ? `systemd ${context.rules.version} knows no such setting in [${section}]`
        : `it belongs into [${home}], not into [${section}]`,
    help: key.startsWith('-')
      ? 'if it continues the line above, that line must end in exactly one backslash with nothing behind it'
      : 'check the spelling (upper and lower case count) and the section',
  });
}

const UNIT_READERS: ReadonlyMap<string, SettingReader> = new Map<string, SettingReader>([
  ['Requires', readRequires],
  ['Requisite', readRequires],
  ['BindsTo', readRequires],
  ['BindTo', readRequires],
  [
    'SuccessAction',
    choice(
      [
        'none',
        'reboot',
        'reboot-force',
        'reboot-immediate',
        'poweroff',
        'poweroff-force',
        'poweroff-immediate',
        'exit',
        'exit-force',
      ],
      (service, { value }) => {
        service.successAction = value !== 'none';
      },
    ),
  ],
]);

const SERVICE_READERS: ReadonlyMap<string, SettingReader> = new Map<string, SettingReader>([
  ...COMMAND_KEYS.map((key) => [key, readExec] as const),
  ...(Object.keys(DIRECTORY_KEYS) as DirectoryKey[]).map((key) => [key, directories(key)] as const),
  ['Environment', readEnvironment],
  ['EnvironmentFile', readEnvironmentFileSetting],
  ['PassEnvironment', readPassEnvironment],
  ['UnsetEnvironment', readUnsetEnvironment],
  ['ExecSearchPath', readExecSearchPath],
  [
    'Type',
    choice(['simple', 'forking', 'oneshot', 'dbus', 'notify', 'idle', 'exec'], (service, value) => {
      service.type = value;
    }),
  ],
  [
    'ExitType',
    choice(['main', 'cgroup'], (service, value) => {
      service.exitType = value;
    }),
  ],
  [
    'Restart',
    choice(
      ['no', 'on-success', 'on-failure', 'on-abnormal', 'on-watchdog', 'on-abort', 'always'],
      (service, value) => {
        service.restart = value;
      },
    ),
  ],
  [
    'KillMode',
    choice(['control-group', 'process', 'mixed', 'none'], (service, value) => {
      service.killMode = value;
    }),
  ],
  [
    'NotifyAccess',
    choice(['none', 'main', 'exec', 'all'], (service, { value }) => {
      service.notifyAccess = value;
    }),
  ],
  ['RestartForceExitStatus', readRestartForceExitStatus],
  ['RemainAfterExit', readRemainAfterExit],
  ['BusName', readBusName],
  ['WatchdogSec', readWatchdog],
  ['FileDescriptorStoreMax', readFileDescriptorStoreMax],
  ['PIDFile', readPidFile],
  ['User', principal('user')],
  ['Group', principal('group')],
  ['SupplementaryGroups', readSupplementaryGroups],
  ['DynamicUser', readDynamicUser],
  ['WorkingDirectory', readWorkingDirectory],
  ['RootDirectory', checkFatalPath],
  ['RootImage', checkFatalPath],
  ['RootVerity', checkFatalPath],
  ['SELinuxContext', checkFatalSpecifiers],
  ['AppArmorProfile', checkFatalSpecifiers],
  ['SmackProcessLabel', checkFatalSpecifiers],
  ['StandardInput', stream('standardInput')],
  ['StandardOutput', stream('standardOutput')],
  ['StandardError', stream('standardError')],
  ['TTYPath', readTtyPath],
  ['Slice', readSlice],
  ['PAMName', readPamName],
  ['LogNamespace', readLogNamespace],
  [
    'LimitSTACK',
    (context) => {
      context.service.limitsStack = true;
      return true;
    },
  ],
  ['SetCredential', readCredential],
  ['SetCredentialEncrypted', readCredential],
  ['LoadCredential', readCredential],
  ['LoadCredentialEncrypted', readCredential],
]);
