import type { Component } from '../control-plane/component.ts';
import { listeningPortsOf } from '../control-plane/listening-ports.ts';
import { baseName } from '../node/host/path.ts';
import { HEALTHZ } from '../runtime/log-causes/machine.ts';
import { defineCheck, type Finding, type LiveSubject, NOTHING } from './define-check.ts';
import { lastingNow, loggedFinding } from './reading/kubelet-now.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';
import { mayBeKubelet, ownersAt } from './reading/port-owners.ts';
import { controlPlaneOf } from './reading/running-components.ts';

export default defineCheck({
  id: 'port-taken',
  scope: 'live',
  area: 'machine',
  summary: 'another program has a port of the control plane, or that of healthz',
  severity: 'warning',
  why: 'A program whose port is taken ends with "bind: address already in use", and the kubelet starts it again and again. The kubelet itself goes on without its healthz, for which kubeadm waits.',
  bad: 'etcd.service, and an etcd among the static pods',
  good: 'one of the two',
  fix: 'Stop the other program, or give one of the two another port.',
  links: ['k8s.io/apiserver pkg/server/options/serving.go CreateListener', 'cmd/kubelet/app/server.go run'],
  check: (subject) => [
    // Where it is not seen who has the port, the log tells that somebody has.
    ...(ofHealthz(subject) ?? lastingNow(subject, HEALTHZ).map((cause) => loggedFinding(subject, cause))),
    ...controlPlaneOf(subject.files).flatMap((one) => ofComponent(subject, one)),
  ],
});

function ofHealthz(subject: LiveSubject): readonly Finding[] | undefined {
  const { process } = subject.report;
  const start = startOnNode(subject.report);
  const port = start && settingOf(start, 'healthzPort');
  const address = start && settingOf(start, 'healthzBindAddress')?.value;
  if (!process || typeof port?.value !== 'number' || port.value <= 0 || typeof address !== 'string')
    return undefined;
  const owner = ownersAt(subject, port.value, address).find(
    ({ name, pid }) => pid !== process.pid && !mayBeKubelet(name),
  );
  if (!owner || process.ownPidNamespace) return undefined;
  return [
    {
      message: `the kubelet has no healthz: port ${port.value} is taken by "${owner.name}" (process ${owner.pid})`,
      ...(port.location && { location: port.location }),
      help: `stop "${owner.name}", or set another "healthzPort"`,
    },
  ];
}

function ofComponent(subject: LiveSubject, component: Component): readonly Finding[] {
  if (!component.hostNetwork) return NOTHING;
  return listeningPortsOf(component).flatMap(({ port, address, range }) => {
    const owner = ownersAt(subject, port, address).find(({ name }) => !isOf(component, name));
    if (!owner) return NOTHING;
    return [
      {
        message: `${component.name} can't listen on port ${port}: "${owner.name}" (process ${owner.pid}) has it`,
        location: component.source.locate(range),
        help: `stop "${owner.name}" ("systemctl status ${owner.pid}" tells its unit), or give one of the two another port`,
      },
    ];
  });
}

/** The kernel keeps 15 bytes of a process's name; a shell or an init may stand before the program. */
function isOf({ name, program }: Component, comm: string): boolean {
  const names = [name, ...(program ? [baseName(program.text)] : []), 'hyperkube', name.replace('kube-', '')];
  return names.some((one) => one.slice(0, 15) === comm) || /^(?:sh|bash|tini|dumb-init|conmon)$/.test(comm);
}
