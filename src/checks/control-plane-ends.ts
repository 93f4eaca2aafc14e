import type { Component } from '../control-plane/component.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import { entriesOf, valueIn } from '../runtime/log-entries.ts';
import { oneLine } from '../runtime/one-line.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { type ContainerLog, newestLog } from './reading/newest-log.ts';

export default defineCheck({
  id: 'control-plane-ends',
  scope: 'node',
  area: 'control-plane',
  summary: 'a program of the control plane has ended, and its log says why',
  severity: 'warning',
  why: 'A program of the control plane that can not go on writes one line with the reason and exits; the kubelet starts it again with growing pauses, up to five minutes. kubectl, which would show it, needs the API server.',
  bad: '/var/log/pods/kube-system_kube-apiserver-…/kube-apiserver/4.log: "command failed" err="open /etc/kubernetes/pki/apiserver-wrong.crt: no such file or directory"',
  good: 'a log that goes on',
  fix: 'Correct in the manifest what the line says; the kubelet sees the change by itself.',
  links: [
    'k8s.io/component-base/cli/run.go Run',
    'go.etcd.io/etcd/server/v3/etcdmain/etcd.go startEtcdOrProxyV2',
    'pkg/kubelet/kuberuntime/helpers.go BuildPodLogsDirectory',
  ],
  check: ({ host, files }) =>
    files.flatMap((file) => {
      if (file.verdict !== 'runs' || !file.outline?.isStarted) return NOTHING;
      return file.outline.components.flatMap((component) => findingOf(host, file, component));
    }),
});

function findingOf(host: Host, file: FileReport, component: Component): readonly Finding[] {
  const pod = file.judgement?.pod;
  const log = pod ? newestLog(host, pod, component.container.text) : undefined;
  if (!log || isOlder(host, log, file)) return NOTHING;
  const end = endOf(log);
  if (!end || isSaid(end.words, file.diagnostics)) return NOTHING;
  const times = log.restarts === 0 ? '' : ` after ${log.restarts} restart${log.restarts === 1 ? '' : 's'}`;
  return [
    {
      message: `${component.name} has ended${times}: ${oneLine(end.words)}`,
      location: { file: log.path },
      help: `correct it in "${file.path}"; the kubelet then starts it anew`,
      evidence: [end.line.slice(0, 1000)],
      related: [{ location: component.source.locate(component.container.range), message: 'the container' }],
    },
  ];
}

/** Whether the manifest was changed since; of a copy the times are those of copying. */
function isOlder(host: Host, { time }: ContainerLog, { path }: FileReport): boolean {
  const manifest = host.live ? host.stat(path) : undefined;
  return manifest?.ok === true && manifest.value.mtime > time;
}

/** The words with which a program ends; undefined where the log goes on, or tells none. */
function endOf({ lines }: ContainerLog): { readonly words: string; readonly line: string } | undefined {
  const entries = entriesOf(lines.map((text) => ({ text })));
  for (const { text, severity, line } of [...entries].reverse()) {
    const words = lastWords(text, severity) ?? ofEtcd(line);
    if (words !== undefined) return { words, line };
    // What is logged in order is no stack: the program went on.
    if (severity !== undefined && severity !== 'F' && !/Shutting down|"?Received signal|Stopp/i.test(text))
      return undefined;
  }
  return undefined;
}

function lastWords(text: string, severity: string | undefined): string | undefined {
  if (text.startsWith('"command failed" ')) return valueIn(text, 'err');
  const [, cobra] = /^Error: (.*)$/s.exec(text) ?? [];
  if (cobra !== undefined) return cobra;
  if (/^(?:panic|fatal error): /.test(text) || severity === 'F') return text;
  return undefined;
}

/** etcd logs JSON: what it can't go on with is fatal, and flags that it refuses a warning before its end. */
function ofEtcd(line: string): string | undefined {
  if (!line.startsWith('{"level":"')) return undefined;
  let entry: { readonly level?: unknown; readonly msg?: unknown; readonly error?: unknown };
  try {
    entry = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (entry.level !== 'fatal' && entry.level !== 'panic' && entry.msg !== 'failed to verify flags')
    return undefined;
  return [entry.msg, entry.error].filter((one) => typeof one === 'string').join(': ');
}

/** Whether a check of the manifest has named the flag or file already. */
function isSaid(words: string, diagnostics: readonly Diagnostic[]): boolean {
  const names = words.match(/--[a-z][\w-]+|\/[\w./-]{5,}/g) ?? [];
  return diagnostics.some(
    ({ message, severity }) =>
      severity !== 'info' && names.some((name) => message.includes(name.replace(/^--/, ''))),
  );
}
