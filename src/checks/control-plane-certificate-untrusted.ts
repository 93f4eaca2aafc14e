import type { Component, ComponentName } from '../control-plane/component.ts';
import type { Host } from '../node/host/host.ts';
import { signedBy } from '../pki/signed-by.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import { type ComponentFile, componentFile } from './reading/component-file.ts';
import { runningComponents } from './reading/running-components.ts';
import { mismatchesByName, TRUST, type Trust } from './reading/trust-by-name.ts';

export default defineCheck({
  id: 'control-plane-certificate-untrusted',
  scope: 'node',
  area: 'control-plane',
  summary: 'a certificate of the control plane was not signed by the authority that it is checked against',
  severity: 'warning',
  why: 'An authority that was made anew has the name of the old one and another key: nothing in the manifests shows it. Who checks a certificate against it says "certificate signed by unknown authority".',
  bad: 'an apiserver-etcd-client.crt of before "kubeadm init phase certs etcd-ca" was run again',
  good: 'certificates that the authority in use signed',
  fix: 'Put the right authority back, or have it sign the certificate anew.',
  links: [
    'crypto/x509 Certificate.Verify',
    'https://kubernetes.io/docs/setup/best-practices/certificates/',
    'cmd/kubeadm/app/phases/certs/certlist.go',
  ],
  check: ({ host, files }) => {
    const components = runningComponents(files);
    if (components.length === 0 || hasTwoOfAKind(components)) return NOTHING;
    const found = TRUST.flatMap((trust) => untrusted(host, components, trust) ?? []);
    const authorities = new Set(found.map(({ authority }) => authority.path));
    return [...authorities].map((path) =>
      findingOf(found.filter(({ authority }) => authority.path === path)),
    );
  },
});

/** A certificate, and the authority that should have signed it and did not. */
interface Untrusted {
  readonly shown: ComponentFile;
  readonly authority: ComponentFile;
  /** The authority has the name of the one that did. */
  readonly issuer: string | null;
  readonly outcome: string;
}

/** Which of them checks which is not known then. */
function hasTwoOfAKind(components: readonly Component[]): boolean {
  return new Set(components.map(({ name }) => name)).size < components.length;
}

function untrusted(host: Host, components: readonly Component[], trust: Trust): Untrusted | undefined {
  const fileOf = ([name, flag]: readonly [ComponentName, string]) =>
    componentFile(host, components, name, flag);
  const shown = fileOf(trust.shows);
  const authority = fileOf(trust.checks);
  const [certificate, ...chain] = listed(shown?.content ?? { kind: 'unknown' });
  const pool = listed(authority?.content ?? { kind: 'unknown' });
  if (!shown || !authority || !certificate || pool.length === 0) return undefined;
  if (signedBy(certificate, chain, pool) !== 'no') return undefined;
  // What the names show already is said where they stand.
  if (mismatchesByName(host, components, trust).length > 0) return undefined;
  const isNamesake = pool.some(({ commonName }) => commonName === certificate.issuer);
  return { shown, authority, issuer: isNamesake ? certificate.issuer : null, outcome: trust.outcome };
}

/** Of one authority, with all that it did not sign. */
function findingOf(found: readonly Untrusted[]): Finding {
  const [{ shown, authority, issuer, outcome }, ...others] = found as [Untrusted, ...Untrusted[]];
  const namesake = issuer === null ? '' : `, but another of the name "${issuer.slice(0, 80)}"`;
  return {
    message: `"${authority.path}" of --${authority.flag} did not sign "${shown.path}" of --${shown.flag}${namesake}: ${outcome}`,
    location: shown.location,
    help:
      others.length === 0
        ? `put back the authority that signed it, or have this one sign it anew: ${anew(shown.path)}`
        : 'put back the authority that signed them, with its key',
    related: [
      { location: authority.location, message: 'it is checked against this authority' },
      ...others.map((other) => ({
        location: other.shown.location,
        message: `it did not sign "${other.shown.path}" either: ${other.outcome}`,
      })),
    ],
  };
}

/** cmd/kubeadm/app/cmd/phases/init/certs.go: it makes what is not there. */
function anew(path: string): string {
  const name = /^\/etc\/kubernetes\/pki\/((?:etcd\/)?[a-z-]+)\.crt$/.exec(path)?.[1];
  const made = ['apiserver', 'apiserver-etcd-client', 'front-proxy-client', 'etcd/server', 'etcd/peer'];
  if (name === undefined || !made.includes(name)) return `openssl verify -CAfile AUTHORITY ${path}`;
  return `move it away with its key, and run "kubeadm init phase certs ${name.replace('/', '-')}"`;
}
