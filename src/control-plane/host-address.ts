import { parseIP } from '../validation/ip.ts';
import { rememberTexts } from './remember-texts.ts';

/*
 * The host of a URL or of a flag, where a program listens or is asked: an address, or a name.
 */

/** Whether it is an address, and not a name that must be resolved. */
export const isAddress: (host: string) => boolean = rememberTexts((host) => parseIP(host) !== undefined);

/** Whether a listener has no address of its own: it takes all. */
export function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/.test(host);
}

/** Whether it is the machine's own loopback. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** What a listener binds: of names only that of the loopback can be known. */
export function bound(host: string): string {
  return host === 'localhost' ? '127.0.0.1' : host;
}

/**
 * The same, empty for all addresses: Go listens on both families for the unspecified address of either
 * (net/ipsock_posix.go favoriteAddrFamily).
 */
export function specific(host: string): string {
  return isEverywhere(host) ? '' : bound(host);
}
