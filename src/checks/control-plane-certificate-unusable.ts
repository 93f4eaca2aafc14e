import type { Component } from '../control-plane/component.ts';
import { KEY_PAIRS } from '../control-plane/key-pairs.ts';
import type { Host } from '../node/host/host.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { keyMatch } from './reading/certificate-files.ts';
import { type ComponentFile, fileOf } from './reading/component-file.ts';
import { mismatchByName } from './reading/key-by-name.ts';
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
  fix: 'Put the file back, or make certificate and key anew together.',
  links: [
    'crypto/tls X509KeyPair',
    'staging/src/k8s.io/apiserver/pkg/server/dynamiccertificates/dynamic_serving_content.go loadCertKeyPair',
    'staging/src/k8s.io/apiserver/pkg/server/dynamiccertificates/dynamic_cafile_content.go newCABundleAndVerifier',
  ],
  check: ({ host, files }) => {
    const components = runningComponents(files);
    return components.length === 0 ? NOTHING : components.flatMap((one) => problems(host, one));
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

function problems(host: Host, component: Component): readonly Finding[] {
  const pools = POOLS.map((flag) => fileOf(host, component, flag)).filter(
    (file) => file?.content.kind === 'refused' && file.content.isDamaged,
  );
  const bundles = [fileOf(host, component, 'client-ca-file'), ...pools].flatMap(unusable);
  const pairs = KEY_PAIRS[component.name]
    .filter(({ certificate }) => LOADED_PAIRS.includes(certificate))
    .flatMap((pair) => {
      const certificate = fileOf(host, component, pair.certificate);
      const key = fileOf(host, component, pair.key);
      if (certificate?.content.kind !== 'certificates') return unusable(certificate);
      if (!key || mismatchByName(component, pair)) return [];
      const material = { kind: 'file', path: key.path, location: key.location } as const;
      const match = keyMatch(host, certificate.content.certificates[0], material);
      if (match.kind !== 'other-key' && match.kind !== 'refused') return [];
      const reason =
        match.kind === 'refused'
          ? `"${key.path}" of --${key.flag} can't be used: ${match.reason}`
          : `the private key in "${key.path}" is not the key of the certificate in "${certificate.path}"`;
      return [
        {
          message: `${component.name} ends when it starts: ${reason}`,
          location: key.location,
          help: 'put the two back as they were made together, or make both anew',
          related: [{ location: certificate.location, message: 'the certificate is this' }],
        },
      ];
    });
  return [...bundles, ...pairs];
}

function unusable(file: ComponentFile | undefined): Finding[] {
  if (file?.content.kind !== 'refused') return [];
  const { component, flag, path, location, content } = file;
  return [
    {
      message: `${component.name} ends when it starts: "${path}" of --${flag} holds no certificate that it can load: ${content.reason}`,
      location,
      help: 'put the certificate back, or make it anew',
    },
  ];
}
