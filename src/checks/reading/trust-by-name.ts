import {
  type Component,
  type ComponentFlag,
  type ComponentName,
  flagValue,
} from '../../control-plane/component.ts';
import { placeOf } from '../../control-plane/container-path.ts';
import { filesOnNode } from '../../control-plane/files-on-node.ts';
import {
  type Authority,
  type KubeadmCertificate,
  kubeadmCertificate,
} from '../../control-plane/kubeadm-certificates.ts';
import type { Host } from '../../node/host/host.ts';
import { signedBy } from '../../pki/signed-by.ts';
import { type Finding, NOTHING } from '../define-check.ts';
import { certificatesInFile, listed } from './certificate-files.ts';
import { textOf } from './kubelet-on-node.ts';

/** A certificate, and the authorities that another checks it against. */
export interface Trust {
  readonly shows: readonly [ComponentName, flag: string];
  readonly checks: readonly [ComponentName, flag: string];
  /** What kubeadm gives for both. */
  readonly usual: readonly [certificate: string, authority: Authority];
  readonly outcome: string;
}

const SERVER = 'kube-apiserver';
const MANAGER = 'kube-controller-manager';

/** Who checks whose certificate in a control plane. */
export const TRUST: readonly Trust[] = [
  {
    shows: ['etcd', 'cert-file'],
    checks: [SERVER, 'etcd-cafile'],
    usual: ['etcd/server', 'etcd/ca.crt'],
    outcome: 'the API server refuses etcd ("certificate signed by unknown authority") and ends',
  },
  {
    shows: [SERVER, 'etcd-certfile'],
    checks: ['etcd', 'trusted-ca-file'],
    usual: ['apiserver-etcd-client', 'etcd/ca.crt'],
    outcome: 'etcd refuses the API server, which ends',
  },
  {
    shows: ['etcd', 'peer-cert-file'],
    checks: ['etcd', 'peer-trusted-ca-file'],
    usual: ['etcd/peer', 'etcd/ca.crt'],
    outcome: 'the members of etcd refuse one another',
  },
  {
    shows: [SERVER, 'tls-cert-file'],
    checks: [MANAGER, 'root-ca-file'],
    usual: ['apiserver', 'ca.crt'],
    outcome: 'pods refuse the API server, for that authority is what they are given',
  },
  {
    shows: [MANAGER, 'cluster-signing-cert-file'],
    checks: [SERVER, 'client-ca-file'],
    usual: ['ca', 'ca.crt'],
    outcome:
      'the API server refuses the certificates that the controller manager signs, as those of kubelets',
  },
  {
    shows: [SERVER, 'proxy-client-cert-file'],
    checks: [SERVER, 'requestheader-client-ca-file'],
    usual: ['front-proxy-client', 'front-proxy-ca.crt'],
    outcome: 'servers of aggregated APIs refuse the API server',
  },
];

/** Where a certificate is checked against an authority that, by kubeadm's names, did not sign it. */
export function mismatchesByName(
  host: Host,
  components: readonly Component[],
  trust: Trust,
): readonly Finding[] {
  const shown = certificates(components, trust.shows);
  if (shown.length === 0) return NOTHING;
  return certificates(components, trust.checks).flatMap((authority) => {
    const wrong = shown.find(
      ({ kind }) =>
        kind.directory === authority.kind.directory && kind.authority !== authority.kind.authority,
    );
    return wrong && areTwo(host, components, wrong, authority) && !isSigned(host, wrong, authority)
      ? [findingOf(wrong, authority, trust)]
      : NOTHING;
  });
}

/** Whether there are two authorities: a company may have one for all, under some or all of kubeadm's names. */
function areTwo(host: Host, components: readonly Component[], ...named: readonly Named[]): boolean {
  const paths = named.map(({ kind }) => `${kind.directory}/${kind.authority}`);
  const used = new Set(filesOnNode(components).map(({ place }) => place.path));
  if (!paths.every((path) => used.has(path))) return false;
  const [real, other] = paths.map((path) => host.realPath(path));
  if (real?.ok && other?.ok && real.value === other.value) return false;
  const [text, otherText] = paths.map((path) => textOf(host, path));
  return text !== otherText || !text?.includes('-----BEGIN CERTIFICATE-----');
}

/** Whether the files say what the names do not: that the one did sign the other. */
function isSigned(host: Host, certificate: Named, authority: Named): boolean {
  const [shown, ...chain] = listed(certificatesInFile(host, certificate.path));
  const pool = listed(certificatesInFile(host, authority.path));
  return shown !== undefined && pool.length > 0 && signedBy(shown, chain, pool) !== 'no';
}

interface Named {
  readonly component: Component;
  readonly flag: ComponentFlag;
  /** As kubeadm names what lies at that place of the node. */
  readonly kind: KubeadmCertificate;
  readonly path: string;
}

function certificates(
  components: readonly Component[],
  [name, flagName]: readonly [ComponentName, string],
): Named[] {
  const found: Named[] = [];
  for (const component of components) {
    const flag = component.name === name ? flagValue(component, flagName) : undefined;
    if (!flag?.value) continue;
    const place = placeOf(component, flag.value);
    const kind = place.kind === 'node' ? kubeadmCertificate(place.path) : undefined;
    if (place.kind === 'node' && kind) found.push({ component, flag, kind, path: place.path });
  }
  return found;
}

/** The one to blame is the one that is not as kubeadm has it. */
function findingOf(certificate: Named, authority: Named, { outcome, usual }: Trust): Finding {
  const { directory } = certificate.kind;
  const isUsual = authority.kind.authority === usual[1];
  const [odd, other] = isUsual ? [certificate, authority] : [authority, certificate];
  return {
    message: `by kubeadm's names "${authority.flag.value}" of --${authority.flag.name} did not sign "${certificate.flag.value}" of --${certificate.flag.name}: ${outcome}`,
    location: odd.component.source.locate(odd.flag.valueWord.range),
    help: `set --${odd.flag.name}=${directory}/${isUsual ? `${usual[0]}.crt` : usual[1]}`,
    related: [
      {
        location: other.component.source.locate(other.flag.valueWord.range),
        message: isUsual ? 'it is checked against this authority' : 'the certificate is this',
      },
    ],
  };
}
