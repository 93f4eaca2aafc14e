import { flagValue } from '../control-plane/component.ts';
import { isFor } from '../pki/host-names.ts';
import { defineCheck, type Finding, NOTHING, type NodeSubject } from './define-check.ts';
import kubeconfigServerPort, { hasBalancer } from './kubeconfig-server-port.ts';
import kubeconfigServerWrong from './kubeconfig-server-wrong.ts';
import { listed } from './reading/certificate-files.ts';
import { textOf } from './reading/kubelet-on-node.ts';
import {
  isHere,
  kubeconfigsOn,
  ownAPIServer,
  serverOf,
  servingCertificate,
} from './reading/own-api-server.ts';
import { someUnitSays } from './reading/units-that-name.ts';

export default defineCheck({
  id: 'kubeconfig-server-unlike',
  scope: 'node',
  area: 'api-server',
  summary:
    'one kubeconfig of a control plane names another API server than the rest, and nothing here answers for it',
  severity: 'warning',
  why: 'kubeadm writes the API server of the node into all kubeconfigs, or what balances between several. Who goes by the odd one gets "connection refused", or refuses the certificate. The kubelet and the programs of the control plane run on, and do nothing for the cluster.',
  bad: 'server: https://10.0.0.4:7777 in scheduler.conf, and https://10.0.0.4:6443 in all others',
  good: 'server: https://10.0.0.4:6443 in all of them',
  fix: 'Correct the server, and restart what reads the kubeconfig.',
  links: [
    'cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go getKubeConfigSpecs',
    'crypto/x509 Certificate.VerifyHostname',
  ],
  check: (subject) => {
    const asked = askedServers(subject);
    const usual = usualServer(subject, asked);
    if (!usual) return NOTHING;
    const odd = asked.filter(({ host, port }) => {
      if (isHere(subject.host, usual.apiServer, host) && port === usual.port) return false;
      return asked.filter((other) => other.host === host && other.port === port).length === 1;
    });
    const said = odd.length === 0 ? [] : [kubeconfigServerPort, kubeconfigServerWrong];
    const places = said.flatMap((check) => check.check(subject)).map(({ location }) => location?.file);
    return odd.flatMap((one) => (places.includes(one.file) ? [] : (findingOf(subject, one, usual) ?? [])));
  },
});

/** The server in a kubeconfig. */
interface Asked {
  readonly of: string;
  readonly file: string;
  readonly host: string;
  readonly port: string;
  readonly location: NonNullable<Finding['location']>;
}

interface Usual extends Asked {
  readonly apiServer: NonNullable<ReturnType<typeof ownAPIServer>>;
}

function askedServers(subject: NodeSubject): Asked[] {
  return kubeconfigsOn(subject).flatMap(({ of, config }) => {
    const server = serverOf(config);
    return server ? [{ of, file: config.file, ...server }] : [];
  });
}

/** The API server of this node, where two kubeconfigs name it. */
function usualServer(subject: NodeSubject, asked: readonly Asked[]): Usual | undefined {
  const apiServer = ownAPIServer(subject);
  if (!apiServer || apiServer.flags === null) return undefined;
  const port = flagValue(apiServer, 'secure-port')?.value ?? '6443';
  const [one, another] = asked.filter(
    (server) => server.port === port && isHere(subject.host, apiServer, server.host),
  );
  return one && another ? { ...one, apiServer } : undefined;
}

function findingOf(subject: NodeSubject, odd: Asked, usual: Usual): Finding | undefined {
  const reason = isHere(subject.host, usual.apiServer, odd.host)
    ? portReason(subject, odd)
    : hostReason(subject, odd, usual);
  if (reason === undefined) return undefined;
  return {
    message: `${odd.of} probably does not reach the API server: "${odd.file}" names "https://${odd.host}:${odd.port}", ${reason}`,
    location: odd.location,
    help: `write "https://${usual.host}:${usual.port}"${odd.of === 'kubectl' ? '' : `, and restart ${odd.of}`}`,
    related: [{ location: usual.location, message: 'the others name this' }],
  };
}

/** At another port of this node something may balance; then something here names the port. */
function portReason({ host, files }: NodeSubject, { port }: Asked): string | undefined {
  const names = (text: string | undefined) => new RegExp(`\\b${port}\\b`).test(text ?? '');
  if (hasBalancer(host) || files.some(({ path }) => names(textOf(host, path))) || someUnitSays(host, names))
    return undefined;
  return 'where nothing of this node listens';
}

/** What balances has its name in the certificate, for it passes TLS on. */
function hostReason(subject: NodeSubject, { host }: Asked, { apiServer }: Usual): string | undefined {
  const file = servingCertificate(subject, apiServer);
  const [certificate] = listed(file?.content ?? { kind: 'unknown' });
  if (!file || !certificate || isFor(certificate, host)) return undefined;
  return `and "${file.path}" is not for "${host}"`;
}
