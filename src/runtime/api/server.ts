import { textOrNull } from '../json.ts';
import { type ApiResult, answered, unanswered } from './api-error.ts';
import type { Api } from './open-api.ts';

/** What an API server says of itself. */
export interface Readiness {
  readonly ready: boolean;
  /** The checks that fail, as it names them: `etcd`, `poststarthook/rbac/bootstrap-roles`. */
  readonly failing: readonly string[];
}

/** GET /readyz, which nobody needs credentials for where the API server is as usual. */
export async function askReadiness(api: Api): Promise<ApiResult<Readiness>> {
  const answer = await api.getText('/readyz?verbose');
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  // k8s.io/apiserver pkg/server/healthz/healthz.go handleRootHealth
  const failing = [...text.matchAll(/^\[-\](\S+) failed/gm)].map(([, name]) => name!).slice(0, MAX_FAILING);
  if (status === 200 && /^readyz check passed$/m.test(text)) return answered({ ready: true, failing: [] });
  if (status === 500 && /^readyz check failed$/m.test(text)) return answered({ ready: false, failing });
  return unanswered({
    kind: 'protocol',
    message: `what answers at "${api.server}" is no API server: it does not answer "/readyz" as one does (HTTP ${status})`,
    help: 'correct "server" in the kubeconfig',
    status,
  });
}

const MAX_FAILING = 100;

/** GET /version: `v1.37.1`. */
export async function askVersion(api: Api): Promise<ApiResult<string | null>> {
  const answer = await api.get('/version');
  return answer.ok ? answered(textOrNull(answer.value, 'gitVersion')) : answer;
}
