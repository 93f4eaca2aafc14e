import type { ListeningPort } from '../../runtime/machine-state.ts';
import type { LiveSubject } from '../define-check.ts';

/** Who is seen to hold a port; a socket whose owner this user may not see says nothing. */
export function ownersAt(
  { machine }: LiveSubject,
  port: number,
  address: string,
): readonly NonNullable<ListeningPort['owner']>[] {
  return (machine.listening?.tcp ?? []).flatMap((one) =>
    one.port === port && one.owner && overlap(one.address, address) ? [one.owner] : [],
  );
}

/** Linux gives nobody a port on all addresses that another has on one. */
function overlap(a: string, b: string): boolean {
  return isAny(a) || isAny(b) || a === b;
}

function isAny(address: string): boolean {
  return ['', '0.0.0.0', '::'].includes(address);
}

/** Whether a program may have a kubelet in it. */
export function mayBeKubelet(name: string): boolean {
  return /kubelet|hyperkube|kubelite/.test(name);
}
