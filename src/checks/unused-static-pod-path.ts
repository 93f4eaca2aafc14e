import type { Host } from '../node/host/host.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, type Finding } from './define-check.ts';

/** Where people look for staticPodPath: kubeadm, kubespray, kops, OpenShift, hard-way guides. */
const WELL_KNOWN = [
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/kubelet-config.yaml',
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/kubelet-config.yaml',
  '/etc/kubernetes/kubelet-config.yml',
  '/etc/kubernetes/kubelet.yaml',
  '/etc/kubernetes/kubelet/config.json',
  '/etc/kubernetes/kubelet/kubelet-config.json',
  '/etc/kubernetes/kubeadm-config.yaml',
  '/root/kubeadm-config.yaml',
] as const;

export default defineCheck({
  id: 'unused-static-pod-path',
  scope: 'node',
  area: 'static-pods',
  summary:
    'a file that looks like the kubelet configuration sets staticPodPath, and this kubelet does not read it',
  severity: 'warning',
  why: 'The kubelet reads the file that --config names and no other. A staticPodPath in another file, in a kubeconfig or in a kubeadm file has no effect, and the directory it names is not read.',
  bad: 'ExecStart=/usr/bin/kubelet --config=/etc/kubernetes/kubelet.yaml, and staticPodPath in /var/lib/kubelet/config.yaml',
  good: 'staticPodPath in the file that --config names',
  fix: 'Set staticPodPath in the file that --config names, or remove it from the one that is not read.',
  links: [
    'cmd/kubelet/app/server.go loadConfigFile',
    'https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/',
  ],
  check: ({ host, report }) => {
    const { start, source } = report;
    if (!start) return [];
    const read = new Set(start.files.map(({ path }) => realPath(host, path)));
    return WELL_KNOWN.filter((path) => !read.has(realPath(host, path))).flatMap((path) =>
      unusedIn(host, path, source.staticPodPath),
    );
  },
});

function unusedIn(host: Host, path: string, used: string | null): Finding[] {
  const content = host.readFile(path);
  if (!content.ok) return [];
  const document = parseDocument(content.value, path);
  const written = getMember(document.root, 'staticPodPath');
  if (written?.kind !== 'string' || written.value === '' || written.value === used) return [];
  return [
    {
      message: `staticPodPath "${written.value}" has no effect here: this kubelet does not read ${whatIs(document)}`,
      location: document.source.locate(written.range),
      help: "set staticPodPath in the file that the kubelet's --config names",
    },
  ];
}

function whatIs(document: Document): string {
  const kind = getMember(document.root, 'kind');
  if (kind?.kind !== 'string' || kind.value === 'KubeletConfiguration') return 'this file';
  return kind.value === 'Config' ? 'a kubeconfig for it' : `a ${kind.value} for it`;
}

function realPath(host: Host, path: string): string {
  const real = host.realPath(path);
  return real.ok ? real.value : path;
}
