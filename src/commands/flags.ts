import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { EXIT } from '../answers/header.ts';
import { parseBool } from '../node/kubelet/flags/go-numbers.ts';
import { printable } from '../report/text/escape.ts';
import { formatMinor, type Minor, NEWEST_MINOR, OLDEST_MINOR, parseMinor } from '../versions/minor.ts';

/** Where one format of the answer goes: a file, or standard output. */
export interface Output {
  readonly format: string;
  readonly file?: string;
}

const KNOWN = `${formatMinor(OLDEST_MINOR)} to ${formatMinor(NEWEST_MINOR)}`;

/** An error of who typed the command line. */
export function wrongUsage(message: string): Error {
  return new CLIError(message, { exit: EXIT.usage });
}

/**
 * `--kubelet-version 1.34`, also `v1.34.10`: judged by minor, one that is not known like the nearest. For a command
 * that compares them a list, `all` for every one that is known.
 */
export const kubeletVersion = Flags.custom<readonly Minor[]>({
  summary: `judge by this kubelet version; ${KNOWN} are known (what the node tells, else the newest)`,
  helpValue: '1.NN',
  parse: async (text) => (text === 'all' ? ALL : [...new Set(text.split(',').map(minorOf))]),
});

const ALL = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => OLDEST_MINOR + i);

function minorOf(text: string): Minor {
  const minor = parseMinor(text);
  if (minor === undefined) throw wrongUsage(`"${printable(text)}" is not a Kubernetes version such as 1.34`);
  return minor;
}

/** `--feature-gates A=true,B=false`, as the kubelet's own flag. */
export const featureGates = Flags.custom<ReadonlyMap<string, boolean>>({
  summary: "feature gates of the kubelet that files are judged for, beside the node's own",
  helpValue: 'NAME=BOOL,...',
  parse: async (text) =>
    new Map(
      text
        .split(',')
        .filter((pair) => pair !== '')
        .map(gateOf),
    ),
});

function gateOf(pair: string): readonly [string, boolean] {
  const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(pair) ?? [];
  const on = parseBool(value);
  if (name === '' || !on.ok) throw wrongUsage(`"${printable(pair)}" is not NAME=true or NAME=false`);
  return [name, on.value];
}

/** `--output FORMAT[=FILE]`, repeatable. */
export function outputFlag(formats: readonly string[]) {
  const flag = Flags.custom<Output>({
    char: 'o',
    summary: `${formats.join(', ')}; with =FILE into a file; may be repeated`,
    helpValue: 'FORMAT[=FILE]',
    parse: async (text) => {
      const [format = '', ...file] = text.split('=');
      if (!formats.includes(format))
        throw wrongUsage(`"${printable(text)}" is none of ${formats.join(', ')}, or one of them with =FILE`);
      if (file.length === 0) return { format };
      if (file.join('=') === '') throw wrongUsage(`${format}= names no file`);
      return { format, file: file.join('=') };
    },
  })({ multiple: true, multipleNonGreedy: true });
  // For whoever completes a command line; oclif's own `options` would refuse =FILE.
  Object.assign(flag, { formats });
  return flag;
}
