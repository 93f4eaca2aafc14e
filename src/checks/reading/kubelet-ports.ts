import { specific } from '../../control-plane/host-address.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { KubeletStart } from '../../node/kubelet/start-kubelet.ts';
import { settingOf } from './kubelet-on-node.ts';

/** A port on which the kubelet itself listens. */
export interface KubeletPort {
  readonly member: 'port' | 'readOnlyPort' | 'healthzPort';
  readonly port: number;
  /** Empty: on all addresses. */
  readonly address: string;
  /** Where it was set; a default has no place. */
  readonly location?: Location;
}

const MEMBERS = [
  ['port', 'address'],
  ['readOnlyPort', 'address'],
  ['healthzPort', 'healthzBindAddress'],
] as const;

/** Where a kubelet listens, as far as its configuration is known; the port 0 is none. */
export function kubeletPortsOf(start: KubeletStart): KubeletPort[] {
  return MEMBERS.flatMap(([member, addressMember]) => {
    const port = settingOf(start, member);
    const address = settingOf(start, addressMember)?.value;
    if (typeof port?.value !== 'number' || port.value <= 0 || typeof address !== 'string') return [];
    const { value, location } = port;
    return [{ member, port: value, address: specific(address), ...(location && { location }) }];
  });
}

/** Whether two listeners get into one another's way: Linux gives no address twice, and all include each. */
export function clash(
  one: { readonly port: number; readonly address: string },
  other: { readonly port: number; readonly address: string },
): boolean {
  return (
    one.port === other.port && (one.address === '' || other.address === '' || one.address === other.address)
  );
}
