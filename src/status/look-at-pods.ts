import { compareBytes } from '../bytes/text.ts';
import { judgeSource } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { nanosecondsOf } from '../node/kubelet/config/go-scalars.ts';
import type { UrlAnswer } from '../node/url-answer.ts';
import { shownURL } from '../node/url-source.ts';
import type { Api } from '../runtime/api/open-api.ts';
import type { Ask } from '../runtime/ask.ts';
import type { RuntimeLook } from '../runtime/ask-runtime.ts';
import { lastLogLines } from '../runtime/container-log.ts';
import { kubeletWish } from '../runtime/kubelet-wish.ts';
import { lookAtMachine } from '../runtime/look-at-machine.ts';
import type { KubeletLog } from '../runtime/machine-state.ts';
import type { RunningContainer } from '../runtime/running.ts';
import { type ComparedPod, comparePods, filesWithoutPod, keyOf } from './compare-pods.ts';
import { effectivePods } from './effective-pods.ts';
import { kubeletWords } from './kubelet-words.ts';
import { type MirrorPods, mirrorStatus } from './mirror.ts';
import { mirrorPods } from './mirror-pods.ts';
import { mirrorsAlone } from './mirrors-alone.ts';
import type { FileWithoutPod, PodStatus } from './pod-status.ts';
import { wantedOfURL, wantedPods } from './wanted-pods.ts';
import { whyOf } from './why.ts';

/** What a node's manifests want, beside what runs. */
export interface PodsLook {
  /** By namespace and name. */
  readonly pods: readonly PodStatus[];
  /** Files that the kubelet reads and that give no pod. */
  readonly withoutPod: readonly FileWithoutPod[];
  /** Null for a copy, in which nothing runs. */
  readonly runtime: RuntimeLook | null;
  readonly mirrors: MirrorPods | null;
  /** Whether the files could be listed: where not, nothing is known to be unwanted. */
  readonly knowsFiles: boolean;
}

/** What there is to go by beside the files. */
export interface PodsWish {
  readonly now: number;
  /** What runs; null for a copy. */
  readonly runtime: RuntimeLook | null;
  /** The machine's own programs, for the kubelet's log; null where none may be asked. */
  readonly ask: Ask | null;
  /** What staticPodURL answered; null where it was not asked. */
  readonly url: UrlAnswer | null;
  /** Null where no kubeconfig was given. */
  readonly api: Api | null;
}

/** Compares. */
export async function lookAtPods(host: Host, report: NodeReport, wish: PodsWish): Promise<PodsLook> {
  const { now, runtime } = wish;
  const directory = judgeSource(host, report.source, report.facts);
  const files = directory?.files ?? [];
  const withoutPod = filesWithoutPod(files);
  const { url } = report.source;
  const running = runtime?.running?.pods ?? null;
  const effective = effectivePods(report, new Set(running?.map(({ uid }) => uid)));
  const ofURL =
    url !== null && wish.url?.kind === 'body' ? wantedOfURL(report, url, wish.url.bytes, effective) : null;
  const wanted = [...wantedPods(host, report, files, effective), ...(ofURL ?? [])];
  const gotURL = wish.url === null || wish.url.kind === 'body';
  const knowsFiles = report.source.kind !== 'unknown' && directory?.failure == null && gotURL;
  const compared = comparePods(wanted, withoutPod, running)
    .map((pod) => (ofURL || url === null ? pod : maybeOfURL(pod, shownURL(url))))
    .filter(({ state }) => knowsFiles || state !== 'unwanted');
  const mirrors = wish.api && (await mirrorPods(wish.api, report, compared));
  const words = kubeletWords(isCalm(compared, mirrors) ? null : kubeletLog(host, report, wish));
  const around = {
    now,
    kubeletRuns: host.live && report.found?.command ? report.process !== null : null,
    listsEvery: listsEvery(report),
    words,
    withoutPod,
    lastLines: (container: RunningContainer) => lastLinesOf(host, container),
  };
  const pods = compared.map((pod) => ({
    ...pod,
    ...whyOf(pod, around),
    mirror: mirrors && mirrorStatus(pod, pod.wanted, pod.running, mirrors, words),
  }));
  // What is not wanted may run where nobody could ask.
  const alone = mirrors && runtime?.running && knowsFiles ? mirrorsAlone(mirrors, pods, around) : [];
  return {
    pods: [...pods, ...alone].sort((a, b) => compareBytes(keyOf(a), keyOf(b))),
    withoutPod,
    runtime,
    mirrors,
    knowsFiles,
  };
}

/** A pod from the URL, which was not asked whether it still wants it. */
function maybeOfURL(pod: ComparedPod, url: string): ComparedPod {
  const isOfURL = pod.running?.annotations['kubernetes.io/config.source'] === 'http';
  return pod.state === 'unwanted' && isOfURL ? { ...pod, state: 'running', file: url } : pod;
}

/** Whether there is nothing that the kubelet's log could explain. */
function isCalm(pods: readonly ComparedPod[], mirrors: MirrorPods | null): boolean {
  const there = mirrors?.pods && new Set(mirrors.pods.map(keyOf));
  const isMirrored = (pod: ComparedPod) => !there || there.has(keyOf(pod));
  return pods.every((pod) => (pod.state === 'running' || pod.state === 'completed') && isMirrored(pod));
}

function kubeletLog(host: Host, report: NodeReport, { ask, now }: PodsWish): KubeletLog | null {
  if (!host.live) return null;
  const wish = { ...kubeletWish(report), paths: [], ports: [] };
  return lookAtMachine(host, ask, wish, now).kubeletLog;
}

/** How many of a container's last lines are shown. */
const LINES = 3;

function lastLinesOf(host: Host, { logPath }: RunningContainer): readonly string[] {
  const lines = logPath === null ? null : lastLogLines(host, logPath, LINES);
  return lines?.ok ? lines.value.map(({ text }) => text) : [];
}

/** fileCheckFrequency in milliseconds. */
function listsEvery({ start }: NodeReport): number {
  return nanosecondsOf(start?.config?.fileCheckFrequency) / 1e6 || DEFAULT_FREQUENCY;
}

const DEFAULT_FREQUENCY = 20_000;
