import type { Host } from '../host/host.ts';
import { baseName } from '../host/path.ts';
import type { Word } from '../systemd/service-start.ts';
import { CONTAINER_PROGRAMS, type ContainerProgram } from './container-options.ts';
import { inImage } from './image.ts';
import { inContainer } from './in-container.ts';
import type { Launch, Opened, Opener } from './launch.ts';
import { containerEnvironment, csvMount, inherited, volumeMount } from './mounts.ts';
import { allValues, type GivenOption, isOn, lastValue, optionTable, readOptions } from './options.ts';
import { findProgram, scriptAt } from './programs.ts';
import { isKnown, linkOf, opaque } from './words.ts';

/** A command of docker or its kind: `docker container run` is `run`. */
interface ContainerCommand {
  /** `docker`, `podman` … */
  readonly name: string;
  readonly program: ContainerProgram;
  readonly subcommand: string;
  readonly global: readonly GivenOption[];
  readonly words: readonly Word[];
}

/** `docker run`, `podman run`, `nerdctl run`, `ctr run`. */
export const openContainer: Opener = (launch, host) => {
  const command = containerCommand(launch, host);
  return command?.subcommand === 'run' ? runContainer(launch, host, command) : undefined;
};

/**
 * A unit whose main process only follows a container (`docker logs -f`, `podman wait`, `docker start -a` …) that
 * what ran before it started or created.
 */
export const openContainerFollower: Opener = (launch, host, context) => {
  const follower = containerCommand(launch, host);
  if (!follower || !/^(logs|wait|attach|start)$/.test(follower.subcommand)) return undefined;
  const names = new Set(follower.words.map(({ value }) => value));
  const before = context.preCommands.flatMap((argv): readonly Launch[] => {
    const [first] = argv;
    return first ? [{ ...launch, argv, exe: findProgram(host, launch, first.value) }] : [];
  });
  const named = before.findLast((one) => {
    const name = createdName(one, host);
    return name !== undefined && names.has(name);
  });
  const next = named ?? before.findLast((one) => !isFollower(one, host) && context.leadsTo(one) !== 'other');
  if (!next) return undefined;
  const by = `${follower.name} ${follower.subcommand}`;
  return { link: linkOf(launch, by), next: asRun(next, host), diagnostics: [] };
};

function isFollower(launch: Launch, host: Host): boolean {
  const subcommand = containerCommand(launch, host)?.subcommand;
  return subcommand !== undefined && subcommand !== 'run';
}

/** The name that `docker run --name` or `docker create --name` gives. */
function createdName(launch: Launch, host: Host): string | undefined {
  const command = containerCommand(launch, host);
  if (!command || !/^(run|create)$/.test(command.subcommand)) return undefined;
  const read = readOptions(command.words, optionTable(command.program.run, 'pflag'));
  const name = read && lastValue(read.options, 'name');
  return isKnown(name) ? name.value : undefined;
}

/** `docker create` takes what `docker run` takes. */
function asRun(launch: Launch, host: Host): Launch {
  if (containerCommand(launch, host)?.subcommand !== 'create') return launch;
  const at = launch.argv.findIndex(({ value }) => value === 'create');
  return { ...launch, argv: launch.argv.map((word, i) => (i === at ? { ...word, value: 'run' } : word)) };
}

function containerCommand(launch: Launch, host: Host): ContainerCommand | undefined {
  const name = baseName(launch.exe);
  const program = Object.hasOwn(CONTAINER_PROGRAMS, name) ? CONTAINER_PROGRAMS[name] : undefined;
  if (!program || scriptAt(host, launch)) return undefined;
  const read = readOptions(launch.argv.slice(1), optionTable(program.global, 'pflag'));
  const [first, second, ...rest] = read?.operands ?? [];
  if (!read || !isKnown(first)) return undefined;
  const grouped = /^(container|containers|c|tasks?|t)$/.test(first.value) && second !== undefined;
  return {
    name,
    program,
    subcommand: grouped ? second.value : first.value,
    global: read.options,
    words: grouped ? rest : read.operands.slice(1),
  };
}

function runContainer(launch: Launch, host: Host, command: ContainerCommand): Opened {
  const { name, program } = command;
  const by = `${name} run`;
  const read = readOptions(command.words, optionTable(program.run, 'pflag'));
  const image = read?.operands[0];
  if (!read || !image)
    return opaque(linkOf(launch, by), `which image and command "${by}" is given can't be known`);
  const link = linkOf(launch, by, isKnown(image) ? { image: image.value } : {});
  const remote = allValues(command.global, 'H', 'host', 'url').find(
    ({ value }) => !/^(unix:|\/)/.test(value),
  );
  if (remote && name !== 'ctr')
    return opaque(
      link,
      `"${by}" is asked of "${remote.value}", which need not be this node`,
      remote.origin.location,
    );
  if (read.options.some((one) => one.name === 'rootfs' && isOn(one)))
    return opaque(link, `"${by} --rootfs" runs a directory, not an image`);
  const words = read.operands.slice(program.operands);
  const started = inImage(image, lastValue(read.options, 'entrypoint'), words);
  if ('reason' in started) return opaque(link, started.reason, image.origin.location);
  const { options } = read;
  const directory = lastValue(options, 'w', 'workdir', 'cwd');
  const inherits = options.some((one) => one.name === 'env-host' && isOn(one));
  const own = containerEnvironment(
    launch,
    host,
    allValues(options, 'env-file'),
    allValues(options, 'e', 'env'),
  );
  const next = inContainer(launch, started, {
    directory,
    environment: inherits ? inherited(launch, own) : own,
    mounts: [
      ...allValues(options, 'v', 'volume').map((word) => volumeMount(launch, word)),
      ...allValues(options, 'mount').map((word) => csvMount(launch, word)),
      // What another container has mounted may hide any of these.
      ...allValues(options, 'volumes-from').map(() => undefined),
      ...allValues(options, 'tmpfs').map((word) => ({ target: word.value.split(':')[0]!, source: null })),
    ],
  });
  return { link, next, diagnostics: [] };
}
