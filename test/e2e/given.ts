import type { Mode } from './node/private-node.ts';

/** What `main.ts` gives to the tests. */
export interface Given {
  /** For the nodes' state directories; what is left in it is removed. */
  readonly directory: string;
  /** spctl as built of this checkout. */
  readonly spctl: string;
  readonly nodes: readonly { readonly mode: Mode; readonly minor: string }[];
}

const VARIABLE = 'SPCTL_E2E_GIVEN';

export const given = (): Given => JSON.parse(process.env[VARIABLE] ?? 'null');

export const giving = (what: Given): Record<string, string> => ({ [VARIABLE]: JSON.stringify(what) });
