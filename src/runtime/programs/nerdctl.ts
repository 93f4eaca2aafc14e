import type { AskRuntimeProgram } from '../ask.ts';
import { assemblePods, notesOn, ownLabels, podOfLabels, type Sandbox } from '../assemble-pods.ts';
import {
  isTrue,
  listOf,
  member,
  numberOf,
  parsed,
  textOf,
  textOrNull,
  textsOf,
  timeOfText,
  wordsOf,
} from '../json.ts';
import type { RunningContainer } from '../running.ts';
import { askForJson, failureOf, type ProgramAnswer, runtimeBehind } from './answer.ts';

/** Where containerd keeps what it runs for a kubelet. */
const NAMESPACE = ['--namespace', 'k8s.io'];

/** Asks nerdctl, which sees what containerd has and not what CRI makes of it. */
export function askNerdctl(ask: AskRuntimeProgram): ProgramAnswer {
  const ids = ask('nerdctl', [...NAMESPACE, 'ps', '--all', '--quiet', '--no-trunc']);
  if (!ids.ok) return { ok: false, failure: failureOf('nerdctl', ids) };
  const wanted = ids.stdout.split('\n').filter((id) => /^[0-9a-f]{64}$/.test(id));
  const inspected =
    wanted.length > 0
      ? askForJson(ask, 'nerdctl', [...NAMESPACE, 'inspect', '--mode', 'native', ...wanted])
      : null;
  if (inspected && !inspected.ok) return inspected;
  const all = [inspected?.value ?? []].flat();
  const ofKind = (kind: string) => all.filter((each) => textsOf(each, 'Labels')[KIND] === kind);
  return {
    ok: true,
    value: {
      runtime: runtimeBehind('nerdctl', 'containerd'),
      pods: assemblePods(ofKind('sandbox').map(sandboxOf), ofKind('container').map(containerOf)),
      unasked: [],
    },
  };
}

/** containerd's plugin for CRI tells its own containers apart, and keeps with each what the kubelet asked for. */
const KIND = 'io.cri-containerd.kind';
const METADATA = {
  sandbox: 'io.cri-containerd.sandbox.metadata',
  container: 'io.cri-containerd.container.metadata',
};

function sandboxOf(item: unknown): Sandbox {
  const metadata = metadataOf(item, 'sandbox');
  const config = member(metadata, 'Config');
  const labels = textsOf(item, 'Labels');
  return {
    ...podOfLabels(labels),
    sandboxId: textOf(item, 'ID'),
    state: processStatus(item) === 'running' ? 'ready' : 'notReady',
    createdAt: timeOfText(item, 'CreatedAt') ?? 0,
    attempt: numberOf(config, 'metadata', 'attempt'),
    ip: textOrNull(metadata, 'IP'),
    annotations: textsOf(config, 'annotations'),
    labels: ownLabels(Object.fromEntries(Object.entries(labels).filter(([name]) => name !== KIND))),
    runtimeHandler: textOf(metadata, 'RuntimeHandler'),
  };
}

function containerOf(item: unknown): RunningContainer {
  const metadata = metadataOf(item, 'container');
  const config = member(metadata, 'Config');
  const annotations = textsOf(config, 'annotations');
  const process = member(item, 'Process');
  const status = processStatus(item);
  const hasEnded = status === 'stopped';
  return {
    name: textsOf(item, 'Labels')['io.kubernetes.container.name'] ?? '',
    id: textOf(item, 'ID'),
    sandboxId:
      textOf(metadata, 'SandboxID') ||
      (textsOf(item, 'Spec', 'annotations')['io.kubernetes.cri.sandbox-id'] ?? ''),
    state: status === 'running' || status === 'created' ? status : hasEnded ? 'exited' : 'unknown',
    attempt: numberOf(config, 'metadata', 'attempt'),
    ...notesOn(annotations),
    image: textOf(item, 'Image'),
    specifiedImage: textOrNull(config, 'image', 'user_specified_image'),
    imageRef: textOf(metadata, 'ImageRef'),
    createdAt: timeOfText(item, 'CreatedAt') ?? 0,
    startedAt: null,
    finishedAt: hasEnded ? timeOfText(process, 'Status', 'ExitTime') : null,
    exitCode: hasEnded ? numberOf(process, 'Status', 'ExitStatus') : null,
    reason: null,
    message: null,
    pid: status === 'running' ? numberOf(process, 'Pid') || null : null,
    logPath: textOrNull(metadata, 'LogPath'),
    command: config === undefined ? null : (wordsOf(config, 'command') ?? []),
    args: config === undefined ? null : (wordsOf(config, 'args') ?? []),
    argv: wordsOf(item, 'Spec', 'process', 'args'),
    mounts:
      config === undefined
        ? null
        : listOf(config, 'mounts').map((mount) => ({
            containerPath: textOf(mount, 'container_path'),
            hostPath: textOf(mount, 'host_path'),
            readOnly: isTrue(mount, 'readonly'),
          })),
    annotations,
  };
}

function processStatus(item: unknown): string {
  return textOf(item, 'Process', 'Status', 'Status') || 'stopped';
}

/** JSON in an Any, whose bytes JSON has as base64. */
function metadataOf(item: unknown, kind: keyof typeof METADATA): unknown {
  const value = textOf(item, 'Extensions', METADATA[kind], 'value');
  return /^[A-Za-z0-9+/]+=*$/.test(value)
    ? member(parsed(Buffer.from(value, 'base64').toString()), 'Metadata')
    : undefined;
}
