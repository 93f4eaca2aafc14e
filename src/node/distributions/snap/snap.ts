import { decode } from '../../../bytes/text.ts';
import { type Location, SourceText } from '../../../diagnostics/location.ts';
import type { Host } from '../../host/host.ts';
import { baseName } from '../../host/path.ts';
import type { Launch, Link, Opened, Opener } from '../../launch/launch.ts';
import { lastValue } from '../../launch/options.ts';
import { MAX_SCRIPT_SIZE } from '../../launch/programs.ts';
import { isKnown, linkOf, opaque } from '../../launch/words.ts';
import type { Word } from '../../systemd/service-start.ts';
import { kubeletOf } from '../argument-words.ts';
import { readGoFlags } from '../go-flags.ts';
import { readArrayWords } from './bash-array.ts';
import { readKubeliteArguments } from './kubelite-arguments.ts';

/** A snap as installed: its directories and what snapd tells its programs. */
interface Snap {
  readonly mount: string;
  readonly data: string;
  readonly common: string;
  readonly variables: ReadonlyMap<string, string>;
}

/** `snap run NAME.APP` of a snap that is known to start a kubelet with arguments out of a file. */
export const snapOpener: Opener = (launch, host) => {
  if (baseName(launch.exe) !== 'snap' || launch.argv[1]?.value !== 'run') return undefined;
  const target = launch.argv.slice(2).find(({ value }) => !value.startsWith('-'));
  const [name, app] = target ? splitApp(target.value) : [];
  if (name === undefined || app === undefined) return undefined;
  const link = linkOf(launch, `snap run ${name}.${app}`);
  const snap = findSnap(host, launch, name);
  // A second installation of a snap has a key behind its name.
  switch (`${name.replace(/_.*/s, '')}.${app}`) {
    case 'microk8s.daemon-kubelite':
      return openKubelite(host, launch, link, snap);
    case 'microk8s.daemon-kubelet':
      return openArray(host, launch, link, snap, [`${snap.data}/args/kubelet`]);
    case 'k8s.kubelet':
      // canonical/k8s-snap k8s/lib.sh, k8s::common::execute_service; at first it was SNAP_DATA.
      return openArray(host, launch, link, snap, [
        `${snap.common}/args/kubelet`,
        `${snap.data}/args/kubelet`,
      ]);
    case 'kubelet.daemon':
    case 'kubelet-eks.daemon':
      return openArray(host, launch, link, snap, [`${snap.data}/args`]);
    default:
      return /kubele?t|kubelite/.test(`${name}.${app}`)
        ? opaque(link, `how the snap "${name}" starts its kubelet is not known`)
        : undefined;
  }
};

function splitApp(text: string): readonly [string, string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** snapd snap/snapenv/snapenv.go, basicEnv. */
function findSnap(host: Host, launch: Launch, name: string): Snap {
  const revision = currentRevision(host, launch, name);
  const snap = { mount: `/snap/${name}/${revision}`, data: `/var/snap/${name}/${revision}` };
  const common = `/var/snap/${name}/common`;
  const variables = new Map([
    ...launch.environment,
    ['SNAP', snap.mount],
    ['SNAP_DATA', snap.data],
    ['SNAP_COMMON', common],
    ['SNAP_REVISION', revision],
    ['SNAP_NAME', name.replace(/_.*/s, '')],
    ['SNAP_INSTANCE_NAME', name],
  ]);
  return { ...snap, common, variables };
}

/**
 * The revision that runs: the symlink "current" names it (snapd snap/info.go, ReadCurrentInfo), and so does the
 * directory in which snapd's unit starts. A copy may lack both, and then the only revision with data is the one.
 */
function currentRevision(host: Host, { cwd }: Launch, name: string): string {
  for (const path of [`/snap/${name}/current`, `/var/snap/${name}/current`]) {
    const link = host.readLink(path);
    if (link.ok) return baseName(link.value.replace(/\/+$/, ''));
  }
  const prefix = `/var/snap/${name}/`;
  if (cwd.startsWith(prefix)) return cwd.slice(prefix.length).split('/')[0]!;
  const names = host.readDir(prefix);
  const revisions = (names.ok ? names.value : []).filter((one) => /^x?[1-9]\d*$/.test(one));
  return revisions.length === 1 ? revisions[0]! : 'current';
}

/** A wrapper with `declare -a args="($(cat FILE))"` and `exec "$SNAP/kubelet" "${args[@]}"`. */
function openArray(host: Host, launch: Launch, link: Link, snap: Snap, paths: readonly string[]): Opened {
  const file = readFirst(host, paths);
  if (!file) return missing(link, paths);
  const read = readArrayWords(file, snap.variables);
  if (!read.ok)
    return opaque(link, `the arguments in "${file.file}" can't be told: ${read.message}`, read.location);
  return opened(launch, link, snap, file, read.words);
}

/**
 * MicroK8s' kubelite holds the kubelet in its process, which gets its arguments out of a file of its own
 * (canonical/microk8s microk8s-resources/wrappers/run-kubelite-with-args; canonical/kubernetes
 * cmd/kubelite/app/daemon.go).
 */
function openKubelite(host: Host, launch: Launch, link: Link, snap: Snap): Opened {
  const own = readFirst(host, [`${snap.data}/args/kubelite`]);
  const kubelite = own && readArrayWords(own, snap.variables);
  if (own && kubelite && !kubelite.ok) {
    return opaque(
      link,
      `the arguments in "${own.file}" can't be told: ${kubelite.message}`,
      kubelite.location,
    );
  }
  const options = readGoFlags(kubelite?.ok ? kubelite.words : [], KUBELITE_BOOLEANS);
  const given = lastValue(options, 'kubelet-args-file');
  if (given && !isKnown(given)) {
    return opaque(link, 'which file of arguments the kubelet gets is not known', given.origin.location);
  }
  // NewOptions names the one below "current", which is the same directory.
  const path = given?.value ?? `${snap.data}/args/kubelet`;
  const file = readFirst(host, [path]);
  if (!file) return missing(link, [path], given?.origin.location);
  return opened(launch, link, snap, file, readKubeliteArguments(file, snap.variables));
}

const KUBELITE_BOOLEANS: ReadonlySet<string> = new Set([
  'start-control-plane',
  'start-scheduler',
  'start-controller-manager',
]);

function readFirst(host: Host, paths: readonly string[]): SourceText | undefined {
  for (const path of paths) {
    const file = host.readFile(path, MAX_SCRIPT_SIZE);
    if (file.ok) return new SourceText(path, decode(file.value));
  }
  return undefined;
}

function missing(link: Link, paths: readonly string[], location?: Location): Opened {
  return opaque(
    link,
    `"${paths[0]}", the file with the kubelet's arguments, is not here or can't be read`,
    location,
  );
}

function opened(
  launch: Launch,
  link: Link,
  snap: Snap,
  { file }: SourceText,
  words: readonly Word[],
): Opened {
  const next = kubeletOf(launch, words, { exe: `${snap.mount}/kubelet`, environment: snap.variables });
  return { link: { ...link, location: { file } }, next, diagnostics: [] };
}
