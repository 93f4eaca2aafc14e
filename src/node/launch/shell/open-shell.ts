import type { Origin } from '../../../diagnostics/origin.ts';
import type { Host } from '../../host/host.ts';
import { baseName } from '../../host/path.ts';
import type { Word } from '../../systemd/service-start.ts';
import type { Launch, Opener } from '../launch.ts';
import { nodePathOf, scriptAt } from '../programs.ts';
import { isKnown, linkOf, opaque, unknownPart } from '../words.ts';
import { openFile } from './open-script.ts';
import { readShell } from './read-shell.ts';
import type { Reading } from './state.ts';

/** The shells whose language is read, by name. */
const SHELLS: Readonly<Record<string, Reading['shell']>> = {
  sh: 'sh',
  dash: 'dash',
  ash: 'dash',
  bash: 'bash',
};

/** Options of a shell before its operands. */
export interface ShellOptions {
  readonly flags: string;
  readonly login: boolean;
  readonly command: boolean;
  readonly operands: readonly Word[];
}

/** `sh -c COMMANDS [NAME [PARAMETER…]]` and `sh SCRIPT [PARAMETER…]`. */
export const openShell: Opener = (launch, host, context) => {
  const shell = shellOf(launch.exe, host, launch);
  if (!shell || scriptAt(host, launch)) return undefined;
  const name = baseName(launch.exe);
  const options = shellOptions(launch.argv.slice(1));
  if (!options) return opaque(linkOf(launch, name), `what "${name}" is told to run can't be known`);
  const [first, ...rest] = options.operands;
  if (!first) return undefined;
  if (!options.command)
    return openFile(launch, host, context, { shell, options, script: first, parameters: rest });
  const link = linkOf(launch, `${name} -c`);
  if (!isKnown(first)) return opaque(link, `what "${name} -c" runs can't be known`);
  const place = (): Origin => first.origin;
  const [zero, ...parameters] = rest;
  return readShell(
    launch,
    host,
    context,
    {
      shell,
      commands: { text: first.value, place, file: undefined },
      name: zero ? { text: zero.value, known: isKnown(zero) } : { text: launch.argv[0]!.value, known: true },
      positional: parameters,
      flags: options.flags,
      login: options.login,
    },
    link,
  );
};

/** The rules of a shell; `sh` may be a link that tells which it is. */
export function shellOf(path: string, host: Host, launch: Launch): Reading['shell'] | undefined {
  const name = baseName(path);
  const shell = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
  if (shell !== 'sh') return shell;
  const onNode = nodePathOf(launch, path);
  const real = onNode === null ? undefined : host.realPath(onNode);
  const target = real?.ok ? baseName(real.value) : 'sh';
  return target === 'busybox' ? 'dash' : Object.hasOwn(SHELLS, target) ? SHELLS[target] : 'sh';
}

/** Reads a shell's options; undefined where they, or what is behind them, are not known. */
export function shellOptions(words: readonly Word[]): ShellOptions | undefined {
  let flags = '';
  let login = false;
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i]!;
    if (unknownPart(word)) {
      if (unknownPart(word) === 'words' || /^[-+]?$|^[-+]/.test(word.value)) return undefined;
      break;
    }
    const { value } = word;
    if (value === '--' || value === '-') {
      i += 1;
      break;
    }
    if (!/^[-+]./.test(value)) break;
    if (value.startsWith('--')) {
      if (!/^--(login|norc|noprofile|posix)$/.test(value)) return undefined;
      login ||= value === '--login';
      continue;
    }
    if (!/^[-+][acefhilmuxvEB]*[oO]?[acefhilmuxvEB]*$/.test(value)) return undefined;
    if (value.startsWith('-')) flags += value.slice(1).replace(/[oO]/, '');
    if (/[oO]/.test(value)) {
      const named = words[++i]?.value;
      if (named === 'allexport') flags += 'a';
      if (named === 'nounset') flags += 'u';
      if (named === 'noglob') flags += 'f';
    }
  }
  login ||= flags.includes('l');
  return { flags, login, command: flags.includes('c'), operands: words.slice(i) };
}
