import { baseName } from '../node/host/path.ts';
import { defineCheck, type LiveSubject, NOTHING } from './define-check.ts';
import { asksContainerd, readContainerd, runtimeSocket } from './reading/containerd.ts';
import { evidenceOfEnd } from './reading/kubelet-now.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'runtime-not-listening',
  scope: 'live',
  area: 'runtime',
  stopsKubelet: true,
  summary: 'no container runtime listens at the endpoint',
  severity: 'warning',
  why: 'The kubelet asks the runtime for its version when it starts, and ends when nobody answers. One that runs already goes on, but starts no pod.',
  bad: 'systemctl stop containerd',
  good: 'systemctl enable --now containerd',
  fix: 'Start the container runtime.',
  links: [
    'pkg/kubelet/kubelet.go PreInitRuntimeService',
    'k8s.io/cri-client/pkg/remote_runtime.go NewRemoteRuntimeService',
  ],
  check: (subject) => {
    const { host, machine, report } = subject;
    const start = startOnNode(report);
    const socket = start && runtimeSocket(start);
    if (!start || socket === undefined || !machine.listening) return NOTHING;
    // A path may be bound under another name of its directory.
    if ([...machine.listening.unix].some((path) => baseName(path) === baseName(socket))) return NOTHING;
    // Where containerd is told to listen elsewhere, that is the mistake.
    const elsewhere = asksContainerd(start) && readContainerd(host)?.socket;
    if (elsewhere && elsewhere.replace(/^\/var\/run\//, '/run/') !== socket) return NOTHING;
    const location = settingOf(start, 'containerRuntimeEndpoint')?.location;
    const runtime = runtimeOf(subject, socket);
    const because = runtime ? `${runtime.unit} ${runtime.state}` : `nothing listens at "${socket}"`;
    return [
      {
        message: report.process
          ? `the kubelet starts no pod: no container runtime answers it, for ${because}`
          : `the kubelet ends right after its start: no container runtime answers it, for ${because}`,
        ...(location && { location }),
        ...evidenceOfEnd(subject, 'runtime-not-there'),
        help:
          runtime?.help ??
          `start the runtime that listens at "${socket}", or correct "containerRuntimeEndpoint"`,
      },
    ];
  },
});

/** By the directory of the socket, who listens there. */
const RUNTIMES: readonly (readonly [RegExp, string])[] = [
  [/^\/run\/containerd\//, 'containerd.service'],
  [/^\/run\/crio\//, 'crio.service'],
  [/^\/run\/cri-dockerd\.sock$/, 'cri-docker.service'],
];

function runtimeOf({ machine }: LiveSubject, socket: string) {
  const unit = RUNTIMES.find(([place]) => place.test(socket))?.[1];
  const state = unit === undefined ? undefined : machine.units?.get(unit);
  if (unit === undefined || !state) return undefined;
  const name = unit.replace('.service', '');
  if (state.loadState === 'not-found')
    return {
      unit,
      state: 'is not installed',
      help: `install ${name}, or set "containerRuntimeEndpoint" to the runtime of this node`,
    };
  if (state.loadState === 'masked')
    return {
      unit,
      state: 'is masked',
      help: `run "systemctl unmask ${name} && systemctl enable --now ${name}"`,
    };
  if (state.activeState === 'inactive')
    return { unit, state: 'is stopped', help: `run "systemctl enable --now ${name}"` };
  if (state.activeState === 'failed' || state.subState.startsWith('auto-restart'))
    return {
      unit,
      state: `ends with an error (${state.result})`,
      help: `see "journalctl -u ${name} -n 50"; correct it and run "systemctl restart ${name}"`,
    };
  return undefined;
}
