import type { Range } from '../diagnostics/location.ts';
import { rangeAt } from '../manifest/locate.ts';
import type { Container, Pod, Probe, Volume } from '../manifest/pod/types.ts';
import { baseName } from '../node/host/path.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';
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
import { expandVariables } from './expand-variables.ts';
import { readComponentFlags } from './read-flags.ts';

const SPEC = FieldPath.of('spec');

/** The control plane's programs among a pod's containers; `pod` as decoded from `document`. */
export function readComponents(document: Document, pod: Pod): readonly Component[] {
  return (pod.spec?.containers ?? []).flatMap((container, i) => {
    const name = nameOf(container);
    return name ? [readComponent(document, pod, name, container, SPEC.child('containers').index(i))] : [];
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

function imageName(image: string): string {
  return /([^/:@]*)(?::[^/]*)?$/.exec(image.replace(/@.*$/s, ''))?.[1] ?? '';
}

function readComponent(
  document: Document,
  pod: Pod,
  name: ComponentName,
  container: Container,
  path: FieldPath,
): Component {
  const at = (place: FieldPath): Range => rangeAt(document, place) ?? { start: 0, end: 0 };
  const image = container.image ?? '';
  const variables = variablesOf(container, path, at);
  const words = wordsOf(container, variables, path, at);
  const program = container.command?.length ? words[0]! : null;
  const rest = program ? words.slice(1) : words;
  return {
    name,
    source: document.source,
    pod: { namespace: pod.metadata?.namespace ?? '', name: pod.metadata?.name ?? '' },
    container: { text: container.name ?? '', range: at(path.child('name')) },
    image: { text: image, range: at(path.child('image')) },
    version: versionOf(image),
    program,
    arguments: rest,
    flags: program && baseName(program.text) === name ? readComponentFlags(name, rest) : null,
    variables,
    mounts: mountsOf(pod.spec?.volumes ?? [], container, path, at),
    probes: probesOf(container, path, at),
    ports: (container.ports ?? []).map(({ name = '', containerPort = 0 }) => ({ name, containerPort })),
    hostNetwork: pod.spec?.hostNetwork === true,
  };
}

type At = (path: FieldPath) => Range;

function variablesOf({ env = [] }: Container, path: FieldPath, at: At): Variable[] {
  const known = new Map<string, string>();
  return env.map(({ name = '', value = '', valueFrom }, i) => {
    const text = valueFrom ? null : expandVariables(value, known);
    if (text !== null) known.set(name, text);
    return {
      name,
      value: text,
      range: at(
        path
          .child('env')
          .index(i)
          .child(text === null ? 'name' : 'value'),
      ),
    };
  });
}

function wordsOf(
  { command = [], args = [] }: Container,
  variables: readonly Variable[],
  path: FieldPath,
  at: At,
): Written[] {
  const known = new Map<string, string>();
  for (const { name, value } of variables) if (value !== null) known.set(name, value);
  const written = (list: 'command' | 'args') => (text: string, i: number) => ({
    text: expandVariables(text, known),
    range: at(path.child(list).index(i)),
  });
  return [...command.map(written('command')), ...args.map(written('args'))];
}

function versionOf(image: string): ImageVersion | null {
  const match = /:v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:[-_.+][\w.-]*)?(?:@[\w:]*)?$/.exec(image);
  return match ? { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) } : null;
}

function mountsOf(volumes: readonly Volume[], container: Container, path: FieldPath, at: At): Mount[] {
  return (container.volumeMounts ?? []).map((mount, i) => {
    const volume = volumes.findIndex(({ name }) => name === mount.name);
    const host = volumes[volume]?.hostPath;
    const hostPath = SPEC.child('volumes').index(volume).child('hostPath').child('path');
    return {
      mountPath: {
        text: mount.mountPath ?? '',
        range: at(path.child('volumeMounts').index(i).child('mountPath')),
      },
      subPath: mount.subPath ?? '',
      subPathExpr: mount.subPathExpr ?? '',
      readOnly: mount.readOnly === true,
      volume: mount.name ?? '',
      hostPath: host ? { text: host.path ?? '', range: at(hostPath), type: host.type ?? '' } : null,
    };
  });
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function probesOf(container: Container, path: FieldPath, at: At): HttpProbe[] {
  return PROBES.flatMap((kind) => {
    const probe: Probe | undefined = container[kind];
    if (!probe?.httpGet) return [];
    const { scheme = 'HTTP', host = '', port = 0 } = probe.httpGet;
    const get = path.child(kind).child('httpGet');
    return [
      {
        kind,
        scheme,
        host,
        port,
        path: probe.httpGet.path ?? '/',
        range: {
          port: at(get.child('port')),
          host: at(get.child('host')),
          scheme: at(get.child('scheme')),
          path: at(get.child('path')),
        },
      },
    ];
  });
}
