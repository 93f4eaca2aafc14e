import { encode } from '../bytes/text.ts';
import { wordOfCommand } from '../diagnostics/shell-word.ts';
import type { Host } from '../node/host/host.ts';
import { isAbsolute, join } from '../node/host/path.ts';
import type { KubeletStart } from '../node/kubelet/start-kubelet.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { settingOf, startOnNode, textOf } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'manager-policy-changed',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: 'the policy of the CPU or memory manager was changed, and the state of the old one is still there',
  severity: 'warning',
  why: 'The managers keep the name of their policy in a state file. A kubelet that is configured for another one ends: "configured policy differs from state checkpoint policy".',
  bad: 'cpuManagerPolicy: static, and a cpu_manager_state that says "none"',
  good: 'cpuManagerPolicy: static, and a cpu_manager_state that says "static", or none at all',
  fix: 'Drain the node, stop the kubelet, remove the state file, and start the kubelet.',
  links: [
    'pkg/kubelet/cm/cpumanager/state/state_checkpoint.go restoreState',
    'pkg/kubelet/cm/memorymanager/state/state_checkpoint.go restoreState',
    'https://kubernetes.io/docs/tasks/administer-cluster/cpu-management-policies/#changing-the-cpu-manager-policy',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    if (!start || !isAbsolute(start.flags.rootDir)) return NOTHING;
    return [
      ...changed(host, start, 'cpuManagerPolicy', 'cpu_manager_state'),
      // Up to 1.31 the memory manager could be switched off.
      ...(start.gates.get('MemoryManager') === false
        ? []
        : changed(host, start, 'memoryManagerPolicy', 'memory_manager_state')),
    ];
  },
});

function changed(host: Host, start: KubeletStart, member: string, name: string): readonly Finding[] {
  const file = join(start.flags.rootDir, name);
  const setting = settingOf(start, member);
  const word = wordOfCommand(file);
  const written = policyIn(textOf(host, file), file);
  if (typeof setting?.value !== 'string' || written === undefined || written === setting.value)
    return NOTHING;
  return [
    {
      message: `the kubelet ends right after its start: "${member}" is "${setting.value}", and "${file}" holds the state of the policy "${written}"`,
      location: setting.location ?? { file },
      help: `drain the node, "systemctl stop kubelet", ${word === undefined ? 'remove that file' : `"rm ${word}"`}, "systemctl start kubelet"`,
      ...(setting.location && { related: [{ location: { file }, message: 'the state of the old policy' }] }),
    },
  ];
}

/** From 1.36 on the state is a text in "data", with a copy beside it for older kubelets. */
function policyIn(text: string | undefined, file: string): string | undefined {
  const { root } = parseDocument(encode(text ?? ''), file);
  const data = getMember(root, 'data');
  const inner = data?.kind === 'string' ? parseDocument(encode(data.value), file).root : root;
  const policy = getMember(inner, 'policyName');
  return policy?.kind === 'string' && policy.value !== '' ? policy.value : undefined;
}
