import type { Component, ComponentName } from '../../control-plane/component.ts';
import { rememberLatest } from '../../control-plane/latest.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Certificate } from '../../pki/certificate.ts';
import { type Signed, signedBy } from '../../pki/signed-by.ts';
import type { NodeSubject } from '../define-check.ts';
import { certificatesOf, listed } from './certificate-files.ts';
import { type ComponentFile, componentFile } from './component-file.ts';
import { kubeletClient } from './kubelet-client.ts';
import { kubeconfigsOn } from './own-api-server.ts';
import { runningComponents } from './running-components.ts';
import { mismatchesByName, TRUST, type Trust } from './trust-by-name.ts';

/** A certificate, and the authority that should have signed it and did not. */
export interface Untrusted {
  /** As findings call it. */
  readonly what: string;
  /** The file that holds it. */
  readonly path: string;
  readonly location: Location;
  readonly authority: ComponentFile;
  readonly certificate: Certificate;
  /** Who signed it has the name of the authority, and another key. */
  readonly isNamesake: boolean;
  readonly outcome: string;
}

/** Who is wrong where an authority did not sign what is checked against it. */
export interface ForeignAuthority {
  readonly authority: ComponentFile;
  /** What it did not sign, that of the control plane first. */
  readonly untrusted: readonly [Untrusted, ...Untrusted[]];
  /** It signed nothing that is checked against it, and more than one thing is: so it is the authority that is wrong. */
  readonly isForeign: boolean;
}

/** The authorities that did not sign all of the control plane's certificates that are checked against them. */
export const foreignAuthorities: (subject: NodeSubject) => readonly ForeignAuthority[] = rememberLatest(
  (subject) => {
    const components = runningComponents(subject.files);
    if (components.length === 0 || hasTwoOfAKind(components)) return [];
    const shown = TRUST.flatMap((trust) => shownTo(subject, components, trust) ?? []);
    const clients = clientsOf(subject, components);
    const paths = new Set(
      shown.filter(({ signed }) => signed === 'no').map(({ authority }) => authority.path),
    );
    return [...paths].map((path) => {
      const checked = [...shown, ...clients].filter(({ authority }) => authority.path === path);
      const untrusted = checked.filter(({ signed }) => signed === 'no');
      const isForeign = untrusted.length > 1 && untrusted.length === checked.length;
      const said = isForeign ? untrusted : untrusted.filter((one) => shown.includes(one));
      return {
        authority: said[0]!.authority,
        untrusted: said as unknown as ForeignAuthority['untrusted'],
        isForeign,
      };
    });
  },
);

/** Whether what a file of authorities did not sign is said as one, for the file is the wrong one. */
export function isForeign(subject: NodeSubject, path: string): boolean {
  return foreignAuthorities(subject).some((one) => one.isForeign && one.authority.path === path);
}

/** Which of them checks which is not known then. */
function hasTwoOfAKind(components: readonly Component[]): boolean {
  return new Set(components.map(({ name }) => name)).size < components.length;
}

type Checked = Untrusted & { readonly signed: Signed };

function shownTo({ host }: NodeSubject, components: readonly Component[], trust: Trust): Checked | undefined {
  const fileOf = ([name, flag]: readonly [ComponentName, string]) =>
    componentFile(host, components, name, flag);
  const shown = fileOf(trust.shows);
  const authority = fileOf(trust.checks);
  // Of itself it tells nothing.
  if (!shown || !authority || shown.path === authority.path) return undefined;
  const { path, flag, location, content } = shown;
  const checked = against(authority, listed(content));
  // What the names show already is said where they stand.
  if (!checked || (checked.signed === 'no' && mismatchesByName(host, components, trust).length > 0))
    return undefined;
  return { ...checked, what: `"${path}" of --${flag}`, path, location, outcome: trust.outcome };
}

/** Who signs in to the API server with a certificate. */
function clientsOf(subject: NodeSubject, components: readonly Component[]): Checked[] {
  const { host } = subject;
  const authority = componentFile(host, components, 'kube-apiserver', 'client-ca-file');
  if (!authority) return [];
  const kubelet = kubeletClient(subject);
  const users = kubeconfigsOn(subject).flatMap(({ of, config }) => {
    const material = of === 'the kubelet' ? undefined : config.user?.clientCertificate;
    return material ? [{ of, path: config.file, material }] : [];
  });
  const found = [
    ...users.map(({ of, path, material }) => ({
      of,
      what: `the certificate in "${path}"`,
      path,
      location: material.location,
      chain: listed(certificatesOf(host, material)),
    })),
    ...(kubelet
      ? [
          {
            of: 'the kubelet',
            what: `the kubelet's ${kubelet.shown.name}`,
            path: kubelet.shown.certificate.location.file,
            location: kubelet.shown.certificate.location,
            chain: listed(kubelet.shown.content),
          },
        ]
      : []),
  ];
  return found.flatMap(({ of, what, path, location, chain }) => {
    const checked = against(authority, chain);
    // One of another name may be of another cluster.
    if (!checked || (checked.signed === 'no' && !checked.isNamesake)) return [];
    return [{ ...checked, what, path, location, outcome: `the API server refuses ${of}` }];
  });
}

function against(
  authority: ComponentFile,
  [certificate, ...chain]: readonly Certificate[],
): Pick<Checked, 'authority' | 'certificate' | 'isNamesake' | 'signed'> | undefined {
  const pool = listed(authority.content);
  if (!certificate || pool.length === 0) return undefined;
  return {
    authority,
    certificate,
    isNamesake: pool.some(({ commonName }) => commonName !== '' && commonName === certificate.issuer),
    signed: signedBy(certificate, chain, pool),
  };
}
