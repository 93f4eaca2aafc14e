import { type Places, placesIn } from '../manifest/places.ts';
import type { Container, Pod, Volume } from '../manifest/pod/types.ts';
import { absolute, baseName } from '../node/host/path.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';
import { minorOf, readCommandLine } from './command-line.ts';
import {
  COMPONENT_NAMES,
  type Component,
  type ComponentName,
  type HttpProbe,
  type ImageVersion,
  type Mount,
  type Variable,
  type Written,
} from './component.ts';
import { readEtcdLine, releaseOf } from './etcd-line.ts';
import { type ExpansionBudget, expandVariables, expansionBudget } from './expand-variables.ts';
import { imageName } from './image-name.ts';

const SPEC = FieldPath.of('spec');
const NONE: readonly Component[] = [];

/** The control plane's programs among a pod's containers; `pod` as decoded from `document`. */
export function readComponents(document: Document, pod: Pod): readonly Component[] {
  const containers = pod.spec?.containers ?? [];
  if (!containers.some(nameOf)) return NONE;
  const volumes = volumesOf(document, pod.spec?.volumes ?? []);
  const budget = expansionBudget();
  return containers.flatMap((container, i) => {
    const name = nameOf(container);
    if (!name) return NONE;
    const path = SPEC.child('containers').index(i);
    return [readComponent(document, pod, name, container, path, volumes, budget)];
  });
}

/** By its program, else by its image, else by its name, for the program may be misspelled. */
function nameOf({ command, image = '', name = '' }: Container): ComponentName | undefined {
  const program = command?.[0] === undefined ? undefined : known(baseName(command[0]));
  return program ?? known(imageName(image)) ?? known(name);
}

function known(name: string): ComponentName | undefined {
  return (COMPONENT_NAMES as readonly string[]).includes(name) ? (name as ComponentName) : undefined;
}

function readComponent(
  document: Document,
  pod: Pod,
  name: ComponentName,
  container: Container,
  path: FieldPath,
  volumes: ReadonlyMap<string, HostVolume>,
  budget: ExpansionBudget,
): Component {
  const places = placesIn(document, path);
  const image = { text: container.image ?? '', range: places.at('image') };
  const version = versionOf(image.text);
  const variables = variablesOf(container, places, budget);
  const words = wordsOf(container, variables, places, budget);
  const program = container.command?.length ? words[0]! : null;
  const rest = program ? words.slice(1) : words;
  const line =
    program && baseName(program.text) === name ? readLine(name, { image, version }, rest, variables) : null;
  return {
    name,
    source: document.source,
    pod: { namespace: pod.metadata?.namespace ?? '', name: pod.metadata?.name ?? '' },
    container: { text: container.name ?? '', range: places.at('name') },
    image,
    version,
    program,
    arguments: rest,
    line,
    flags: line === null ? null : line.flags,
    variables,
    mounts: mountsOf(container, places, volumes),
    probes: probesOf(container, path),
    workingDir: container.workingDir ?? '',
    ports: (container.ports ?? []).map(({ name = '', containerPort = 0 }) => ({ name, containerPort })),
    hostNetwork: pod.spec?.hostNetwork === true,
  };
}

function readLine(
  name: ComponentName,
  of: Pick<Component, 'image' | 'version'>,
  words: readonly Written[],
  variables: readonly Variable[],
): Component['line'] {
  return name === 'etcd'
    ? readEtcdLine(releaseOf(of), words, variables)
    : readCommandLine(name, minorOf(of), words);
}

function variablesOf({ env = [] }: Container, places: Places, budget: ExpansionBudget): Variable[] {
  const known = new Map<string, string>();
  return env.map(({ name = '', value = '', valueFrom }, i) => {
    const text = valueFrom ? null : expandVariables(value, known, budget);
    remember(known, name, text);
    return { name, value: text, range: places.at('env', i, text === null ? 'name' : 'value') };
  });
}

function wordsOf(
  { command = [], args = [] }: Container,
  variables: readonly Variable[],
  places: Places,
  budget: ExpansionBudget,
): Written[] {
  const known = new Map<string, string>();
  for (const { name, value } of variables) remember(known, name, value);
  const words: Written[] = [];
  for (const [list, texts] of [['command', command] as const, ['args', args] as const]) {
    const ranges = places.items(list);
    for (let i = 0; i < texts.length; i++) {
      // As it is written, a text whose value is not known is open.
      words.push({ text: expandVariables(texts[i]!, known, budget) ?? texts[i]!, range: ranges(i) });
    }
  }
  return words;
}

/** Of two variables of one name the later counts, whether its value is known or not. */
function remember(known: Map<string, string>, name: string, value: string | null): void {
  if (value === null) known.delete(name);
  else known.set(name, value);
}

function versionOf(image: string): ImageVersion | null {
  const match = /:v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:[-_.+][\w.-]*)?(?:@[\w:]*)?$/.exec(image);
  return match ? { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) } : null;
}

type HostVolume = NonNullable<Mount['hostPath']>;

/** The paths of the node among a pod's volumes. */
function volumesOf(document: Document, volumes: readonly Volume[]): ReadonlyMap<string, HostVolume> {
  const places = placesIn(document, SPEC.child('volumes'));
  const found = new Map<string, HostVolume>();
  for (let i = 0; i < volumes.length; i++) {
    const { name = '', hostPath } = volumes[i]!;
    if (!hostPath) continue;
    const range = places.at(i, 'hostPath', 'path');
    found.set(name, { text: hostPath.path ?? '', range, type: hostPath.type ?? '' });
  }
  return found;
}

function mountsOf(
  { volumeMounts = [] }: Container,
  places: Places,
  volumes: ReadonlyMap<string, HostVolume>,
): Mount[] {
  return volumeMounts.map((mount, i) => ({
    mountPath: { text: mount.mountPath ?? '', range: places.at('volumeMounts', i, 'mountPath') },
    at: absolute(mount.mountPath ?? '', '/'),
    subPath: mount.subPath ?? '',
    subPathExpr: mount.subPathExpr ?? '',
    readOnly: mount.readOnly === true,
    volume: mount.name ?? '',
    hostPath: volumes.get(mount.name ?? '') ?? null,
  }));
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function probesOf(container: Container, of: FieldPath): HttpProbe[] {
  const probes: HttpProbe[] = [];
  for (const kind of PROBES) {
    const get = container[kind]?.httpGet;
    if (!get) continue;
    const { scheme = 'HTTP', host = '', port = 0, path = '/' } = get;
    probes.push({ kind, scheme, host, port, path, place: of.child(kind).child('httpGet') });
  }
  return probes;
}
