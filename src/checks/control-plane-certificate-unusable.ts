import type { Component } from '../control-plane/component.ts';
import { AUTHORITY_FLAGS, KEY_PAIRS, type KeyPairFlags } from '../control-plane/key-pairs.ts';
import type { Host } from '../node/host/host.ts';
import { defineCheck, type Finding, NOTHING, type NodeSubject } from './define-check.ts';
import { authorityElsewhere } from './reading/authority-elsewhere.ts';
import { keyMatch } from './reading/certificate-files.ts';
import { alsoEnds, clientAuthority } from './reading/client-authority.ts';
import { type ComponentFile, fileOf } from './reading/component-file.ts';
import { mismatchByName } from './reading/key-by-name.ts';
import { certificateMadeAnew } from './reading/made-anew.ts';
import { endsOrWaits } from './reading/odd-file.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'control-plane-certificate-unusable',
  scope: 'node',
  area: 'control-plane',
  summary:
    'a program of the control plane is given a certificate that it can not load, or with the key of another',
  severity: 'warning',
  why: 'The programs load certificates and keys when they start. A file that was cut off or overwritten, or a pair that does not belong together, ends them: "tls: private key does not match public key".',
  bad: 'an apiserver.crt that was made anew, and an apiserver.key that was put back from a backup',
  good: 'an apiserver.crt and its own apiserver.key',
  fix: 'Put the file back; a certificate that an authority signed can be made anew with its key, an authority can not.',
  links: [
    'crypto/tls X509KeyPair',
    'staging/src/k8s.io/apiserver/pkg/server/dynamiccertificates/dynamic_serving_content.go loadCertKeyPair',
    'staging/src/k8s.io/apiserver/pkg/server/dynamiccertificates/dynamic_cafile_content.go newCABundleAndVerifier',
  ],
  check: (subject) => {
    const components = runningComponents(subject.files);
    return components.length === 0
      ? NOTHING
      : [
          ...unusableFiles(subject, components),
          ...components.flatMap((component) => pairProblems(subject.host, component)),
        ];
  },
});

/** etcd's own reader takes a file without a certificate for a pool of none (client/pkg/tlsutil NewCertPool). */
const POOLS = ['etcd-cafile', 'trusted-ca-file', 'peer-trusted-ca-file'];

/** Pairs that are loaded then; the others are looked at when they are needed. */
const LOADED_PAIRS = [
  'tls-cert-file',
  'cert-file',
  'peer-cert-file',
  'etcd-certfile',
  'proxy-client-cert-file',
];

/** Each file once, whoever is given it; what ends the kubelet itself is said of that. */
function unusableFiles(subject: NodeSubject, components: readonly Component[]): readonly Finding[] {
  const ofKubelet = clientAuthority(subject.report)?.path;
  const unusable = components.flatMap((component) => unusableOf(subject.host, component));
  const paths = new Set(unusable.map(({ path }) => path).filter((path) => path !== ofKubelet));
  return [...paths].map((path) => {
    const [first, ...others] = unusable.filter((one) => one.path === path) as [Unusable, ...Unusable[]];
    const { component, flag, location, reason } = first;
    return {
      message: `${component.name} ${endsOrWaits(subject.host, path)} when it starts: "${path}" of --${flag} holds no certificate that it can load: ${reason}`,
      location,
      help: helpFor(subject, first),
      ...(others.length > 0 && { related: others.map(alsoEnds) }),
    };
  });
}

interface Unusable extends ComponentFile {
  readonly reason: string;
}

function unusableOf(host: Host, component: Component): readonly Unusable[] {
  const fileAt = (flag: string) => {
    const file = fileOf(host, component, flag);
    return file?.content.kind === 'refused' ? [{ ...file, reason: file.content.reason }] : [];
  };
  const isDamaged = ({ content }: Unusable) => content.kind === 'refused' && content.isDamaged === true;
  return [
    ...fileAt('client-ca-file'),
    ...POOLS.flatMap(fileAt).filter(isDamaged),
    ...loadedPairs(component).flatMap(({ certificate }) => fileAt(certificate)),
  ];
}

function helpFor(subject: NodeSubject, { flag, path }: Unusable): string {
  if (!AUTHORITY_FLAGS.has(flag)) {
    const made = certificateMadeAnew(path);
    return made === undefined
      ? 'put the certificate back, or have its authority sign another'
      : `put the certificate back, or move it away with its key, and run "${made}"`;
  }
  return (
    authorityElsewhere(subject, path) ??
    'put the certificate back, as another control plane node or a backup has it: one that is made anew has another key, and nobody trusts it'
  );
}

function loadedPairs({ name }: Component): readonly KeyPairFlags[] {
  return KEY_PAIRS[name].filter(({ certificate }) => LOADED_PAIRS.includes(certificate));
}

function pairProblems(host: Host, component: Component): readonly Finding[] {
  return loadedPairs(component).flatMap((pair) => {
    const certificate = fileOf(host, component, pair.certificate);
    const key = fileOf(host, component, pair.key);
    if (certificate?.content.kind !== 'certificates' || !key || mismatchByName(component, pair)) return [];
    const material = { kind: 'file', path: key.path, location: key.location } as const;
    const match = keyMatch(host, certificate.content.certificates[0], material);
    if (match.kind !== 'other-key' && match.kind !== 'refused') return [];
    const made = certificateMadeAnew(certificate.path);
    const reason =
      match.kind === 'refused'
        ? `"${key.path}" of --${key.flag} can't be used: ${match.reason}`
        : `the private key in "${key.path}" is not the key of the certificate in "${certificate.path}"`;
    return [
      {
        message: `${component.name} ends when it starts: ${reason}`,
        location: key.location,
        help: `put the two back as they were made together, or ${made === undefined ? 'make both anew' : `move both away, and run "${made}"`}`,
        related: [{ location: certificate.location, message: 'the certificate is this' }],
      },
    ];
  });
}
