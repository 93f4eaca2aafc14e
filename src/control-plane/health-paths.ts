import { nearestName } from '../schema/suggest.ts';
import type { Component, HttpProbe } from './component.ts';

/**
 * What a component answers where it is asked for a path, of those that a probe may mean: false where nothing is
 * there, null where that is not known.
 */
export function servesPath({ name, version }: Component, path: string): boolean | null {
  const first = /^\/*([^/?]*)/.exec(path)![1]!;
  if (!version) return null;
  const { major, minor, patch } = version;
  if (name !== 'etcd' && NOBODYS.has(first)) return false;
  switch (name) {
    case 'kube-apiserver':
      return API_PATHS.has(first);
    case 'kube-controller-manager':
      // NewBaseHandler (controller-manager app/serve.go).
      return minor <= NEWEST_KNOWN && (first === 'livez' || first === 'readyz') ? false : null;
    case 'kube-scheduler':
      // newHealthEndpointsAndMetricsHandler (cmd/kube-scheduler/app/server.go).
      return minor < 31 && (first === 'livez' || first === 'readyz') ? false : null;
    case 'etcd': {
      if (major !== 3 || (first !== 'livez' && first !== 'readyz')) return null;
      // server/etcdserver/api/etcdhttp/health.go, brought back to 3.4.29.
      const since = minor === 4 ? 29 : minor === 5 ? 11 : 0;
      return minor >= 4 && patch >= since;
    }
  }
}

/** What to ask for instead of a path that is not served: what it is near to, else what every version has. */
export function nearestHealthPath(component: Component, { kind, path }: HttpProbe): string {
  if (component.name === 'etcd') return '/health';
  const served = ['livez', 'readyz', 'healthz'].filter((one) => servesPath(component, one) === true);
  const usual = kind === 'readinessProbe' ? 'readyz' : 'livez';
  const other = served.includes(usual) ? usual : 'healthz';
  return `/${nearestName(path.replace(/^\/+/, ''), served) ?? other}`;
}

/** What people write for livez, readyz and healthz, and no program of Kubernetes has. */
const NOBODYS: ReadonlySet<string> = new Set(['health', 'live', 'liveness', 'readiness', 'ready']);

/** The newest minor whose controller manager was looked at. */
const NEWEST_KNOWN = 37;

/** All that the API server serves begins with one of these, whoever may see it. */
const API_PATHS: ReadonlySet<string> = new Set([
  '',
  '.well-known',
  'api',
  'apis',
  'configz',
  'debug',
  'flagz',
  'healthz',
  'index.html',
  'livez',
  'logs',
  'metrics',
  'openapi',
  'openid',
  'readyz',
  'static',
  'statusz',
  'swagger-2.0.0.json',
  'swagger-2.0.0.pb-v1',
  'swagger-ui',
  'swagger.json',
  'swaggerapi',
  'ui',
  'version',
]);
