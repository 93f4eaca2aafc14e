import type { PartialWord, Word } from '../../systemd/service-start.ts';
import type { Launch } from '../launch.ts';
import { findProgram } from '../programs.ts';
import { possibleFlags, unknownPart } from '../words.ts';
import type { Field } from './expand.ts';
import type { Call } from './run-simple.ts';
import type { Reading, State } from './state.ts';

/** Programs that scripts prepare a node with; none of them starts another. */
const PLAIN = new Set(
  (
    'awk basename cat chmod chown cp curl cut date dd df dirname egrep find getent grep head hostname hostnamectl id ' +
    'install ip iptables jq kubeadm kubectl ln logger ls lsmod mkdir mktemp modprobe mount mountpoint mv openssl ping ' +
    'pgrep pkill ps readlink realpath rm rmdir sed sleep sort stat swapoff sync sysctl systemctl tail tar tee touch tr ' +
    'udevadm umount uname uniq uuidgen wc wget which'
  ).split(' '),
);

/** Notes a program that a script runs, for it may lead to the kubelet. */
export function meetCommand(call: Call, state: State, reading: Reading): void {
  const { fields, name } = call;
  const last = fields.at(-1);
  if (PLAIN.has(name.slice(name.lastIndexOf('/') + 1))) return;
  if (fields.length === 2 && /^(-h|--help|--version|version)$/.test(last!.text)) return;
  const launch = launchOf(call, state, reading);
  // A name that PATH does not lead to is no program.
  const { host } = reading;
  if (host.live && !launch.nodePath && !launch.exe.includes('/') && launch.environment.has('PATH')) return;
  const key = keyOf(launch);
  if (!reading.met.has(key)) reading.met.set(key, launch);
}

function launchOf({ fields, variables, name }: Call, state: State, { launch, host }: Reading): Launch {
  const environment = new Map<string, string>();
  const unknown = new Set<string>();
  for (const [variable, { value, exported, array }] of [...state.variables, ...variables]) {
    const isPassed = exported || variables.has(variable);
    if (isPassed && !array && value?.known) environment.set(variable, value.text);
    else if (isPassed) {
      environment.delete(variable);
      // bash exports no array.
      if (!array) unknown.add(variable);
    }
  }
  const next: Launch = {
    ...launch,
    environment,
    unknownVariables: state.open ? 'any' : unknown,
    cwd: state.cwd ?? '/',
    cwdUnknown: state.cwd === undefined,
    argv: fields.map(wordOf),
    exe: name,
  };
  return { ...next, exe: findProgram(host, next, name) };
}

function wordOf({ text, known, words, origin, flags }: Field): Word | PartialWord {
  if (known && !words) return { value: text, origin };
  return { value: text, origin, unknown: words ? 'words' : 'rest', ...(words && flags && { flags }) };
}

function keyOf({ exe, argv, cwd, cwdUnknown }: Launch): string {
  return JSON.stringify([
    exe,
    cwd,
    cwdUnknown,
    argv.map((word) => [word.value, unknownPart(word), possibleFlags(word)]),
  ]);
}
