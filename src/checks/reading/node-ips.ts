import type { KubeletStart } from '../../node/kubelet/start-kubelet.ts';
import { parseIP } from '../../validation/ip.ts';

/** What `--node-ip` comes to (component-helpers node/util/ips.go ParseNodeIPArgument). */
export interface NodeIPs {
  readonly addresses: readonly string[];
  /** What is no address, and passed over. */
  readonly invalid: readonly string[];
}

/** The entries of `--node-ip`. */
export function nodeIPsOf({ flags: { nodeIP } }: KubeletStart): NodeIPs {
  const entries = nodeIP === '' ? [] : nodeIP.split(',').map((entry) => entry.trim());
  return {
    addresses: entries.filter((entry) => parseIP(entry)),
    invalid: entries.filter((entry) => !parseIP(entry)),
  };
}

/** Whether an address is one of IPv6 (k8s.io/utils net IsIPv6): what is mapped is not. */
export function isIPv6(address: string): boolean {
  return address.includes(':') && parseIP(address)?.mappedIPv4 !== true;
}
