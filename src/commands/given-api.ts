import { resolve } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { machineHost } from '../node/host/machine-host.ts';
import type { ApiResult } from '../runtime/api/api-error.ts';
import type { Api } from '../runtime/api/open-api.ts';
import { wrongUsage } from './flags.ts';

/** `--kubeconfig FILE`: without it no server is ever asked. */
export const kubeconfig = Flags.custom<string>({
  summary: 'also ask the API server that this kubeconfig names; none is asked without',
  helpValue: 'FILE',
  parse: async (path) => {
    if (path === '') throw wrongUsage('--kubeconfig is empty');
    return path;
  },
});

/** The API server of a kubeconfig of this machine; null where none was given. */
export async function givenApi(path: string | undefined): Promise<ApiResult<Api> | null> {
  if (path === undefined) return null;
  // Loaded only here: HTTPS takes its time.
  const { openApi } = await import('../runtime/api/open-api.ts');
  const api = openApi(machineHost(), resolve(path));
  // What is wrong with a file that somebody named is no matter of the node.
  if (!api.ok && api.error.kind === 'kubeconfig') throw wrongUsage(`--kubeconfig: ${api.error.message}`);
  return api;
}
