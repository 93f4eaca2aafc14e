import { minorOf } from '../control-plane/command-line.ts';
import { formatMinor, type Minor, OLDEST_LIKELY, OLDEST_MINOR, parseMinor } from '../versions/minor.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'kubelet-version-skew',
  scope: 'node',
  area: 'api-server',
  summary: 'the kubelet does not go with the kube-apiserver that is among its static pods',
  severity: 'warning',
  why: 'A kubelet must not be newer than the API server it talks to, and at most three minors older (two for a kubelet before 1.25). Beyond that it may ask for APIs that the API server does not serve, and nobody tests it.',
  bad: 'kubelet 1.35 with kube-apiserver:v1.34.1',
  good: 'kubelet 1.34 with kube-apiserver:v1.34.1',
  fix: 'Upgrade kube-apiserver first, then the kubelet.',
  links: ['https://kubernetes.io/releases/version-skew-policy/#kubelet'],
  check: ({ report: { version }, files }) => {
    // What a caller asks about is no version of this node, and neither is one that the control plane's image told.
    if (version.origin === 'flag' || version.origin === 'newest' || version.origin === 'control-plane')
      return NOTHING;
    const kubelet = parseMinor(version.text);
    const server = runningComponents(files).find(({ name }) => name === 'kube-apiserver');
    const minor = server && minorOf(server);
    if (!server || typeof minor !== 'number' || kubelet === undefined) return NOTHING;
    if (minor < OLDEST_LIKELY && kubelet >= OLDEST_MINOR) return NOTHING;
    const most = kubelet < THREE_SINCE ? 2 : 3;
    if (kubelet <= minor && minor - kubelet <= most) return NOTHING;
    const how = kubelet > minor ? 'newer than' : `${minor - kubelet} minors older than`;
    return [
      {
        message: `the kubelet is ${formatMinor(kubelet)}, ${how} kube-apiserver ${formatMinor(minor)}, which is not supported: ${kubelet > minor ? 'it must not be newer' : `${most} minors are the most`}`,
        location: server.source.locate(server.image.range),
        help: kubelet > minor ? 'upgrade kube-apiserver first' : 'upgrade the kubelet',
        ...(version.location && {
          related: [{ location: version.location, message: `the kubelet's version: ${version.evidence}` }],
        }),
      },
    ];
  },
});

/** Kubelets from here on may be three minors older. */
const THREE_SINCE: Minor = 25;
