/** A Kubernetes minor version 1.N, as N. Everything in the house is judged by minor. */
export type Minor = number;

/** The minors whose kubelets are recorded. */
export const OLDEST_MINOR: Minor = 28;
export const NEWEST_MINOR: Minor = 37;
/** Below it, beside versions of today, the tag of an image is more likely that of somebody's own build. */
export const OLDEST_LIKELY: Minor = 16;

/** `34` as `1.34`. */
export function formatMinor(minor: Minor): string {
  return `1.${minor}`;
}

/** Reads `1.34`, `v1.34`, `v1.34.10`, `1.34.3-eks-1` … as 34; undefined for anything else. */
export function parseMinor(text: string): Minor | undefined {
  const match = /^v?1\.(\d{1,3})(?:[.+-][0-9A-Za-z.+-]*)?$/.exec(text.trim());
  return match ? Number(match[1]) : undefined;
}
