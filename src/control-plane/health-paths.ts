import type { Component } from './component.ts';

/**
 * What a component answers where it is asked for a path, of those that a probe may mean: false where nothing is
 * there, null where that is not known.
 */
export function servesPath({ name, version }: Component, path: string): boolean | null {
  const [first = ''] = path.replace(/^\/+/, '').split(/[/?]/);
  if (!version) return null;
  const { major, minor, patch } = version;
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
