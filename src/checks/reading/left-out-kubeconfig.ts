import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../../node/host/host.ts';
import type { KubeletStart } from '../../node/kubelet/start-kubelet.ts';
import { getMember } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { NodeSubject } from '../define-check.ts';
import { isStartedBySystemd, settingOf, startOnNode } from './kubelet-on-node.ts';

/** A kubeconfig on a node whose kubelet is not told of it. */
export interface LeftOut {
  readonly start: KubeletStart;
  /** The kubeconfig of the kubelet. */
  readonly path: string;
  /** The program's name in the command line. */
  readonly location: Location | undefined;
  /** The setting by which the kubelet asks the API server who may use its own API, if there is one. */
  readonly webhook: string | undefined;
}

/** kubeadm's, and those of the guides and installers; none of them is there on a node that was meant to be alone. */
const KUBECONFIGS = [
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/kubelet.kubeconfig',
  '/var/lib/kubelet/kubeconfig',
];

/** The kubeconfig that a kubelet without --kubeconfig was probably meant to have. */
export function leftOutKubeconfig({ host, report }: NodeSubject): LeftOut | undefined {
  const start = startOnNode(report);
  if (!start || !isStartedBySystemd(report) || start.flags.kubeconfig !== '') return undefined;
  if (report.command?.unknownFlags?.includes('kubeconfig')) return undefined;
  const path = KUBECONFIGS.find((one) => isKubeconfig(host, one));
  if (path === undefined) return undefined;
  const isOn = (name: string, value: unknown) => settingOf(start, name)?.value === value;
  return {
    start,
    path,
    location: report.command?.argv[0]?.origin.location,
    webhook: isOn('authentication.webhook.enabled', true)
      ? 'authentication.webhook.enabled: true'
      : isOn('authorization.mode', 'Webhook')
        ? 'authorization.mode: Webhook'
        : undefined,
  };
}

function isKubeconfig(host: Host, path: string): boolean {
  const content = host.readFile(path);
  if (!content.ok) return false;
  const { root } = parseDocument(content.value, path);
  const kind = getMember(root, 'kind');
  return kind?.kind === 'string' && kind.value === 'Config';
}
