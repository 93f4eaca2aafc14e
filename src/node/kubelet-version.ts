import { formatMinor, type Minor, NEWEST_MINOR } from '../versions/minor.ts';

/** The version that a node is judged by, and why that one. */
export interface JudgedVersion {
  readonly minor: Minor;
  /** `1.34` */
  readonly text: string;
  /** `flag`: --kubelet-version; `newest`: nothing said otherwise, so the newest minor that is known. */
  readonly origin: 'flag' | 'newest';
}

/** The version to judge by: what the caller says, else the newest known. */
export function judgedVersion(asked: Minor | undefined): JudgedVersion {
  const minor = asked ?? NEWEST_MINOR;
  return { minor, text: formatMinor(minor), origin: asked === undefined ? 'newest' : 'flag' };
}
