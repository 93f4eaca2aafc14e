/** What crictl tries, in its order (cri-tools cmd/crictl/main_unix.go), then what distributions bring along. */
export const DEFAULT_ENDPOINTS: readonly string[] = [
  'unix:///run/containerd/containerd.sock',
  'unix:///run/crio/crio.sock',
  'unix:///var/run/cri-dockerd.sock',
  // k3s and RKE2, k0s, MicroK8s.
  'unix:///run/k3s/containerd/containerd.sock',
  'unix:///run/k0s/containerd.sock',
  'unix:///var/snap/microk8s/common/run/containerd.sock',
];

/** The socket that a kubelet opens, or why it opens none. */
export type Socket =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly message: string };

/**
 * The path of an endpoint as a kubelet reads it (k8s.io/cri-client pkg/util GetAddressAndDialer, up to 1.30
 * pkg/kubelet/util): of a URL the path and nothing else, without a scheme the whole as one of unix.
 */
export function socketOf(endpoint: string): Socket {
  const scheme = schemeOf(endpoint);
  if (scheme !== '' && scheme !== 'unix') return bad(`protocol "${scheme}" is not supported`);
  const rest = scheme === '' ? `//${endpoint}` : endpoint.slice('unix:'.length);
  const [beforeQuery = ''] = rest.split(/[?#]/, 1);
  const path = beforeQuery.startsWith('//') ? beforeQuery.slice(2).replace(/^[^/]*/, '') : beforeQuery;
  if (!path.startsWith('/')) return bad('it names no absolute path');
  const plain = unescaped(path);
  return plain === undefined ? bad('it has an invalid URL escape') : { ok: true, path: plain };
}

/** net/url getScheme: empty where there is none. */
function schemeOf(text: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? '';
}

function bad(message: string): Socket {
  return { ok: false, message };
}

/** net/url unescape of a path. */
function unescaped(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
