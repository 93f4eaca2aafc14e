import { supported } from '../../../validation/rules.ts';
import type { PodRule } from './scope.ts';

const NAMES =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX RTMIN SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ';

/** supportedStopSignalsLinux, sorted as upstream lists them. */
const LINUX = [
  ...NAMES.split(' '),
  ...Array.from({ length: 14 }, (_, i) => `RTMAX-${i + 1}`),
  ...Array.from({ length: 15 }, (_, i) => `RTMIN+${i + 1}`),
]
  .map((name) => `SIG${name}`)
  .sort();

const validateLinuxSignal = supported(...LINUX);
const validateWindowsSignal = supported('SIGKILL', 'SIGTERM');

/** validateStopSignal, since 1.33: what may be sent depends on spec.os. */
export const validateStopSignal: PodRule<string> = (signal, path, scope) => {
  const { os } = scope.spec;
  if (!os) {
    scope.errors.forbidden(path, 'may not be set for containers with empty `spec.os.name`');
  } else if (os.name === 'windows') validateWindowsSignal(signal, path, scope);
  else if (os.name === 'linux') validateLinuxSignal(signal, path, scope);
};
