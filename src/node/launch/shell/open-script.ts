import { decode } from '../../../bytes/text.ts';
import { SourceText } from '../../../diagnostics/location.ts';
import type { Origin } from '../../../diagnostics/origin.ts';
import type { Host } from '../../host/host.ts';
import { baseName } from '../../host/path.ts';
import type { Word } from '../../systemd/service-start.ts';
import type { Launch, OpenContext, Opened, Opener } from '../launch.ts';
import { MAX_SCRIPT_SIZE, nodePathOf, scriptAt } from '../programs.ts';
import { isKnown, linkOf, opaque } from '../words.ts';
import { type ShellOptions, shellOf, shellOptions } from './open-shell.ts';
import { readShell } from './read-shell.ts';
import type { Reading } from './state.ts';

/** A file with `#!/bin/sh` and its kind. */
export const openScript: Opener = (launch, host, context) => {
  const script = scriptAt(host, launch);
  if (!script) return undefined;
  const origin = launch.argv[0]?.origin ?? { kind: 'file' };
  const word = (value: string): Word => ({ value, origin });
  const viaEnv = baseName(script.interpreter) === 'env';
  // Without -S, env takes all behind it as one name.
  const argument = script.argument?.replace(/^-S[ \t]*/, '') ?? '';
  const [named = '', ...more] = viaEnv
    ? argument.split(/[ \t]+/)
    : [script.interpreter, ...(argument ? [argument] : [])];
  const shell = shellOf(named, host, launch);
  const options = shell && shellOptions(more.map(word));
  if (!options || options.operands.length > 0) {
    const link = linkOf(launch, `the script ${launch.exe}`);
    return opaque(link, `"${launch.exe}" is written for "${named || script.interpreter}", which is not read`);
  }
  const path = word(launch.exe);
  return openFile(launch, host, context, { shell, options, script: path, parameters: launch.argv.slice(1) });
};

/** What runs a script of which the path is known. */
export interface ScriptRun {
  readonly shell: Reading['shell'];
  readonly options: ShellOptions;
  readonly script: Word;
  readonly parameters: readonly Word[];
}

/** Reads a script's file. */
export function openFile(
  launch: Launch,
  host: Host,
  context: OpenContext,
  { shell, options, script, parameters }: ScriptRun,
): Opened {
  const link = linkOf(launch, `the script ${script.value}`);
  if (!isKnown(script)) return opaque(link, "which script is run can't be known");
  const path = nodePathOf(launch, script.value);
  if (path === null)
    return opaque(link, `"${script.value}" is not a file of the node, so what it starts can't be known`);
  const file = host.readFile(path, MAX_SCRIPT_SIZE);
  if (!file.ok)
    return opaque(
      link,
      `"${path}" can't be read (${file.failure.message}), so what it starts can't be known`,
    );
  const source = new SourceText(path, decode(file.value));
  const via = launch.argv[0]?.origin;
  const place = (start: number, end: number): Origin => ({
    kind: 'file',
    location: source.locate({ start, end }),
    ...(via && { via: [via] }),
  });
  const start = {
    shell,
    commands: { text: source.text, place, file: script.value },
    name: { text: script.value, known: true },
    positional: parameters,
    flags: options.flags,
    login: options.login,
  };
  const opened = readShell(launch, host, context, start, { ...link, location: { file: path } });
  return opened ?? opaque(link, `"${path}" starts no program`);
}
