import { absolute, baseName } from '../host/path.ts';
import type { Word } from '../systemd/service-start.ts';
import type { Launch, Opened, Opener } from './launch.ts';
import { allValues, type GivenOption, lastValue, optionTable, readOptions } from './options.ts';
import { PREFIX_PROGRAMS, type PrefixProgram } from './prefix-programs.ts';
import { findProgram, scriptAt } from './programs.ts';
import { isKnown, linkOf, opaque } from './words.ts';

/** What a prefix program changes of the process. */
type Change = Partial<Pick<Launch, 'cwd' | 'cwdUnknown' | 'environment' | 'unknownVariables'>> & {
  nodePath?: undefined;
};

/** Programs that run their operands: `env`, `nice`, `systemd-inhibit`, `sudo` … */
export const openPrefix: Opener = (launch, host) => {
  const name = baseName(launch.exe);
  const program = Object.hasOwn(PREFIX_PROGRAMS, name) ? PREFIX_PROGRAMS[name] : undefined;
  if (!program || scriptAt(host, launch)) return undefined;
  const link = linkOf(launch, name);
  const read = readOptions(launch.argv.slice(1), optionTable(program.options));
  if (!read) return opaque(link, `"${name}" runs a command, but its options are not known`);
  const refused = read.options.find(
    (one) => program.refuses?.includes(one.name) || /^(help|version|V)$/.test(one.name),
  );
  if (refused) return opaque(link, `"${name}" with "${refused.name}" runs nothing that can be known`);
  const { own, assigned, command } = cut(program, splitStrings(name, read.options, read.operands));
  const [first] = command;
  if (!first) return undefined;
  if (!isKnown(first)) return opaque(link, `what "${name}" runs can't be known`, first.origin.location);
  const change = changeOf(name, launch, read.options, own, assigned);
  if (!change) return opaque(link, `"${name}" runs "${first.value}" in other files than the node's`);
  const { nodePath, ...kept } = { ...launch, ...change };
  const context = nodePath ? { ...kept, nodePath } : kept;
  const next = { ...context, argv: command, exe: findProgram(host, context, first.value) };
  return { link, next, diagnostics: [] };
};

/** `busybox sh …`: the applet is named by the first operand. */
export const openBusybox: Opener = (launch, host) => {
  if (baseName(launch.exe) !== 'busybox' || scriptAt(host, launch)) return undefined;
  const [, applet] = launch.argv;
  if (!isKnown(applet)) return undefined;
  const next: Launch = { ...launch, exe: applet.value, argv: launch.argv.slice(1) };
  return { link: linkOf(launch, 'busybox'), next, diagnostics: [] };
};

/** `su -c COMMAND` and `runuser -l USER -c COMMAND` run a shell. */
export const openSwitchUser: Opener = (launch, host): Opened | undefined => {
  const name = baseName(launch.exe);
  const at = launch.argv.findIndex(({ value }) => /^(-c|--command|--session-command)$/.test(value));
  if ((name !== 'su' && name !== 'runuser') || at < 0 || scriptAt(host, launch)) return undefined;
  const link = linkOf(launch, name);
  const command = launch.argv[at + 1];
  const rest = launch.argv.filter((_, i) => i > 0 && i !== at && i !== at + 1);
  const isPlain = rest.every(
    (word) => isKnown(word) && /^(-|-l|-m|-p|--login|[a-z_][\w-]*)$/.test(word.value),
  );
  if (!isKnown(command) || !isPlain) return opaque(link, `what "${name}" runs can't be known`);
  const shell = (value: string): Word => ({ value, origin: command.origin });
  const next: Launch = { ...launch, exe: '/bin/sh', argv: [shell('sh'), shell('-c'), command] };
  return { link, next, diagnostics: [] };
};

/** The program's own operands, variables, and the command. */
function cut(program: PrefixProgram, operands: readonly Word[]) {
  const own = operands.slice(0, program.operands ?? 0);
  const rest = operands.slice(own.length);
  const isAssignment = ({ value }: Word) => program.assignments && /^[^=]+=/.test(value);
  const end = rest.findIndex((word) => !isAssignment(word));
  const stop = end < 0 ? rest.length : end;
  return { own, assigned: rest.slice(0, stop), command: rest.slice(stop) };
}

/** env -S: the string's words come before the operands; only a plain one is split here. */
function splitStrings(
  name: string,
  options: readonly GivenOption[],
  operands: readonly Word[],
): readonly Word[] {
  const split = name === 'env' ? lastValue(options, 'S', 'split-string') : undefined;
  if (!split) return operands;
  if (!isKnown(split) || /["'\\$#]/.test(split.value))
    return [{ ...split, value: '', unknown: 'words' } as Word];
  const words = split.value.split(/[ \t]+/).filter((word) => word !== '');
  return [...words.map((value): Word => ({ value, origin: split.origin })), ...operands];
}

function changeOf(
  name: string,
  launch: Launch,
  options: readonly GivenOption[],
  own: readonly Word[],
  assigned: readonly Word[],
): Change | undefined {
  const isEmpty = startsEmpty(name, options);
  const environment = new Map(isEmpty ? [] : launch.environment);
  const before = isEmpty ? undefined : launch.unknownVariables;
  const unknown = new Set(before === 'any' ? [] : before);
  for (const { value } of allValues(options, ...(name === 'env' ? ['u', 'unset'] : [])))
    environment.delete(value);
  const set = [...assigned, ...allValues(options, ...(name === 'systemd-run' ? ['E', 'setenv'] : []))];
  for (const word of set) {
    const [variable, ...value] = word.value.split('=');
    unknown.delete(variable!);
    if (!isKnown(word)) {
      environment.delete(variable!);
      unknown.add(variable!);
    } else if (value.length > 0) environment.set(variable!, value.join('='));
    else if (launch.environment.has(variable!))
      environment.set(variable!, launch.environment.get(variable!)!);
  }
  const variables = { environment, unknownVariables: before === 'any' ? before : unknown };
  const directory = lastValue(options, ...directoryOptions(name));
  const changed = directoryChange(launch, name, options, directory);
  switch (name) {
    case 'nsenter':
      return entersNode(launch, options)
        ? { ...variables, ...changed, ...outOfContainer(launch, options) }
        : undefined;
    case 'chroot': {
      const root = own[0] && isKnown(own[0]) ? absolute(own[0].value, launch.cwd) : null;
      const onNode = root === null ? null : launch.nodePath ? launch.nodePath(root) : root;
      return onNode === '/' ? { ...variables, cwd: '/', nodePath: undefined } : undefined;
    }
    default:
      return { ...variables, ...changed };
  }
}

function startsEmpty(name: string, options: readonly GivenOption[]): boolean {
  if (name === 'env') return options.some((one) => one.name === 'i' || one.name === 'ignore-environment');
  if (name === 'setpriv') return options.some((one) => one.name === 'reset-env');
  // systemd-run: a service gets the manager's environment, a scope its caller's.
  return name === 'systemd-run' && !options.some((one) => one.name === 'scope');
}

function directoryOptions(name: string): readonly string[] {
  switch (name) {
    case 'env':
      return ['C', 'chdir'];
    case 'sudo':
      return ['D', 'chdir'];
    case 'systemd-run':
      return ['working-directory'];
    case 'nsenter':
    case 'unshare':
      return ['w', 'wd', 'W', 'wdns'];
    default:
      return [];
  }
}

function directoryChange(
  launch: Launch,
  name: string,
  options: readonly GivenOption[],
  directory: Word | undefined,
): Change {
  if (directory) {
    if (!isKnown(directory)) return { cwd: '/', cwdUnknown: true };
    return { cwd: absolute(directory.value, launch.cwd), cwdUnknown: false };
  }
  const runsService = name === 'systemd-run' && !options.some((one) => one.name === 'scope');
  const isSame = options.some((one) => one.name === 'd' || one.name === 'same-dir');
  return runsService && !isSame ? { cwd: '/', cwdUnknown: false } : {};
}

/** Whether nsenter stays with the files that are known, or goes to those of process 1, which are the node's. */
function entersNode(launch: Launch, options: readonly GivenOption[]): boolean {
  const files = options.filter(({ name }) => /^(a|all|m|mount|r|root)$/.test(name));
  if (files.length === 0) return true;
  const target = lastValue(options, 't', 'target')?.value;
  return (
    files.every(({ value }) =>
      value === undefined
        ? target === '1'
        : isKnown(value) && /^\/proc\/1\/(ns\/mnt|root\/?)$/.test(value.value),
    ) &&
    (launch.nodePath === undefined || target === '1' || files.some(({ value }) => value !== undefined))
  );
}

function outOfContainer(launch: Launch, options: readonly GivenOption[]): Change {
  const leaves = options.some(({ name }) => /^(a|all|m|mount|r|root)$/.test(name));
  return leaves && launch.nodePath ? { nodePath: undefined } : {};
}
