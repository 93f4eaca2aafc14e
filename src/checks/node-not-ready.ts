import { shownTime } from '../diagnostics/shown-time.ts';
import type { ApiEvent } from '../runtime/api/events.ts';
import type { NodeCondition } from '../runtime/api/nodes.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'node-not-ready',
  scope: 'live',
  area: 'api-server',
  summary: 'the API server has this node as NotReady',
  severity: 'warning',
  why: 'To a node that is NotReady no pods are bound, and those that are there are evicted after five minutes; static pods stay. "False" is what the kubelet itself says, "Unknown" that it says nothing any more.',
  bad: 'Ready False KubeletNotReady container runtime network not ready: cni plugin not initialized',
  good: 'Ready True KubeletReady kubelet is posting ready status',
  fix: 'Mend what the message names; where the kubelet says nothing, see whether it runs and reaches the API server.',
  links: [
    'pkg/kubelet/nodestatus/setters.go ReadyCondition',
    'pkg/controller/nodelifecycle/node_lifecycle_controller.go',
  ],
  check: ({ api }) => {
    if (!api?.node?.ok) return NOTHING;
    const { name, conditions } = api.node.value;
    const ready = conditions.find(({ type }) => type === 'Ready');
    if (ready?.status === 'True') return NOTHING;
    return [{ ...finding(name, ready), ...withEvents(api.events) }];
  },
});

function finding(name: string, ready: NodeCondition | undefined): Finding {
  if (!ready) {
    return {
      message: `the API server has the node "${name}", and no kubelet has ever said how it is`,
      help: ALIVE,
    };
  }
  const { status, reason, message, lastHeartbeat } = ready;
  if (status === 'False') {
    return { message: `the node "${name}" is NotReady: ${said(reason, message)}`, help: helpFor(message) };
  }
  const since = lastHeartbeat === null ? 'nothing any more' : `nothing since ${shownTime(lastHeartbeat)}`;
  return {
    message: `the node "${name}" is NotReady: its kubelet has said ${since} (${said(reason, message)})`,
    help: ALIVE,
  };
}

const ALIVE =
  'see whether the kubelet runs and reaches the API server: systemctl status kubelet, journalctl -u kubelet';

function said(reason: string, message: string): string {
  return message === '' ? reason : `${reason}, ${message}`;
}

function helpFor(message: string): string {
  if (/cni|NetworkPluginNotReady/i.test(message)) {
    return "install the cluster's network add-on, or see why its pod on this node does not write /etc/cni/net.d";
  }
  if (/PLEG|container runtime/i.test(message)) {
    return 'see how the container runtime is: crictl info, and systemctl status of its service';
  }
  return 'see what the kubelet says of it: journalctl -u kubelet';
}

function withEvents(events: readonly ApiEvent[]): Pick<Finding, 'evidence'> {
  const warnings = events.filter(({ type }) => type === 'Warning');
  if (warnings.length === 0) return {};
  return { evidence: warnings.map(({ reason, message }) => `${reason}: ${message}`) };
}
