import type { Origin } from '../../../diagnostics/origin.ts';
import type { Host } from '../../host/host.ts';
import type { Word } from '../../systemd/service-start.ts';
import type { Launch, Link, OpenContext, Opened } from '../launch.ts';
import { isKnown, notKnown, unknownPart } from '../words.ts';
import { runList, runShellCommand, substitute } from './run.ts';
import { type Commands, runText } from './source.ts';
import { Exhausted, forgetAll, type Reading, type State, setUnknown, type Value } from './state.ts';

/** How a shell is started. */
export interface ShellStart {
  readonly shell: Reading['shell'];
  readonly commands: Commands;
  /** `$0`. */
  readonly name: Value;
  readonly positional: readonly Word[];
  /** The letters of its options, and the names behind `-o`. */
  readonly flags: string;
  readonly login: boolean;
}

/** Reads what a shell runs, and finds the one command in it that starts a kubelet. */
export function readShell(
  launch: Launch,
  host: Host,
  context: OpenContext,
  start: ShellStart,
  link: Link,
): Opened | undefined {
  const reading: Reading = {
    host,
    launch,
    context,
    shell: start.shell,
    name: start.name,
    place: start.commands.place,
    file: start.commands.file,
    met: new Map(),
    barriers: [],
    assumed: new Set(),
    left: [],
    budget: context.budget,
    depth: 0,
  };
  const exhausted = {
    link,
    next: null,
    diagnostics: [notKnown(`"${link.by}" does more than is followed`, link.location)],
  };
  try {
    runText(start.commands, firstState(launch, start), reading, {
      runList,
      runCommand: runShellCommand,
      substitute,
    });
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    return exhausted;
  }
  const chosen = choose(reading, link);
  // A way that was not followed to its end may be another kubelet's.
  return context.budget.left < 0 ? exhausted : chosen;
}

function firstState(launch: Launch, { positional, flags, login, shell }: ShellStart): State {
  const state: State = {
    variables: new Map(),
    open: launch.unknownVariables === 'any',
    positional: positional.every((word) => unknownPart(word) !== 'words')
      ? positional.map((word) => ({ text: word.value, known: isKnown(word), origin: word.origin }))
      : undefined,
    functions: new Map(),
    cwd: launch.cwdUnknown ? undefined : launch.cwd,
    allExport: flags.includes('a'),
    errExit: flags.includes('e'),
    noUnset: flags.includes('u'),
    noGlob: flags.includes('f'),
    status: true,
    ended: undefined,
    output: undefined,
  };
  for (const [name, text] of launch.environment) {
    // systemd tells the value of some only when it starts the unit.
    const known = text !== '<volatile>';
    const origin: Origin = { kind: 'environment', variable: name };
    if (/^[A-Za-z_]\w*$/.test(name)) {
      const value: Value = { text: known ? text : '', known, origin };
      state.variables.set(name, { value, exported: true });
    }
  }
  if (launch.unknownVariables !== 'any')
    for (const name of launch.unknownVariables ?? []) setUnknown(state, name, true);
  // The shell sets both anew.
  state.variables.delete('PWD');
  state.variables.delete('IFS');
  const readsMore = login || (shell !== 'dash' && launch.environment.has('BASH_ENV'));
  if (readsMore) forgetAll(state);
  return state;
}

/** The command that starts the kubelet, if there is exactly one; else why there is none. */
function choose({ met, context, barriers, assumed }: Reading, plain: Link): Opened | undefined {
  const link: Link = assumed.size > 0 ? { ...plain, assumed: [...assumed] } : plain;
  const ends = [...met.values()].map((launch) => ({ launch, end: context.leadsTo(launch) }));
  const [kubelet, another] = ends.filter(({ end }) => end === 'kubelet');
  if (another) {
    const { location } = another.launch.argv[0]!.origin;
    const message = `"${link.by}" may start the kubelet in more than one way, and which can't be known`;
    return { link, next: null, diagnostics: [notKnown(message, location ?? link.location)] };
  }
  const hiding = barriers.find(({ hides }) => hides);
  if (kubelet && !hiding) return { link, next: kubelet.launch, diagnostics: [] };
  const barrier = hiding ?? barriers[0];
  if (barrier) {
    const message = `what "${link.by}" starts can't be known: ${barrier.reason}`;
    return { link, next: null, diagnostics: [notKnown(message, barrier.origin.location ?? link.location)] };
  }
  const last = ends.findLast(({ end }) => end === 'unknown') ?? ends.at(-1);
  return last && { link, next: last.launch, diagnostics: [] };
}
