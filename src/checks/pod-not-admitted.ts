import { valueIn } from '../runtime/log-entries.ts';
import { oneLine } from '../runtime/one-line.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { endNow, logOfNow } from './reading/kubelet-now.ts';

export default defineCheck({
  id: 'pod-not-admitted',
  scope: 'live',
  area: 'static-pods',
  summary: 'the kubelet has not admitted a static pod, and does not try it again',
  severity: 'warning',
  why: 'What a static pod needs of its node, as a free host port, processors or a label, is looked at once, when the kubelet meets the pod. A pod that is rejected then stays so until its manifest changes or the kubelet restarts, though there be room again.',
  bad: '"Pod admission denied" pod="kube-system/web-node01" reason="OutOfcpu"',
  good: 'a pod that the node has room for',
  fix: 'Make room for the pod or ask for less, and change the manifest or restart the kubelet.',
  links: ['pkg/kubelet/kubelet.go HandlePodAdditions', 'pkg/kubelet/allocation/allocation_manager.go AddPod'],
  check: (subject) => {
    const log = logOfNow(subject);
    if (!log || endNow(subject)) return NOTHING;
    const found = new Map<string, Finding>();
    for (const { text, time, line } of log.entries) {
      if (!text.startsWith('"Pod admission denied"')) continue;
      const pod = valueIn(text, 'pod') ?? '';
      const file = subject.files.find(
        ({ verdict, judgement }) =>
          verdict === 'runs' && `${judgement?.pod?.namespace}/${judgement?.pod?.name}` === pod,
      );
      const info = file && subject.host.stat(file.path);
      // A manifest that was changed since is another pod.
      if (!info?.ok || time === undefined || (subject.host.live && info.value.mtime > time)) continue;
      const reason = valueIn(text, 'reason') ?? '';
      found.set(pod, {
        message: `the kubelet does not run this pod: it was not admitted (${reason}: ${oneLine(valueIn(text, 'message') ?? '', 200)}), and is not tried again`,
        location: { file: file!.path },
        help: 'make room for it or correct it, and run "systemctl restart kubelet"',
        evidence: [line.slice(0, 1000)],
      });
    }
    return [...found.values()];
  },
});
