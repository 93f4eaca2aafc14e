import { type Component, type ComponentFlag, componentsNamed } from '../control-plane/component.ts';
import { placeOf } from '../control-plane/container-path.ts';
import type { Host } from '../node/host/host.ts';
import { baseName, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { textOf } from './reading/kubelet-on-node.ts';
import { controlPlaneOf } from './reading/running-components.ts';
import { takesTokens, tokenKeyFlags, tokenSigners } from './reading/token-keys.ts';

export default defineCheck({
  id: 'service-account-key-differs',
  scope: 'directory',
  summary: 'tokens of service accounts are, by the names, signed with one key and checked with another',
  severity: 'info',
  why: 'The API server takes a token only when one of its --service-account-key-file made it: the public half, sa.pub, of the private key, sa.key, that --service-account-signing-key-file and the controller manager\'s --service-account-private-key-file name. With halves of different pairs every token is refused: "invalid bearer token". The check goes by the names of the files; one file may hold several public keys.',
  bad: '--service-account-key-file=/etc/kubernetes/pki/sa.pub, and --service-account-private-key-file=/etc/kubernetes/pki/old.key of the controller manager',
  good: '--service-account-key-file=/etc/kubernetes/pki/sa.pub, and --service-account-private-key-file=/etc/kubernetes/pki/sa.key of the controller manager',
  fix: 'Where they are no pair, add the other public key with a second --service-account-key-file, or name both halves of one.',
  links: [
    'cmd/kubeadm/app/constants ServiceAccountPublicKeyName, ServiceAccountPrivateKeyName',
    'staging/src/k8s.io/apiserver/pkg/authentication; pkg/serviceaccount/jwt.go JWTTokenAuthenticator',
    'k8s.io/client-go util/keyutil PublicKeysFromFile',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  ],
  check: ({ host, files }) => {
    const components = controlPlaneOf(files);
    return componentsNamed(components, 'kube-apiserver').flatMap((server) => {
      const publicKeys = tokenKeyFlags(server);
      const taken = publicKeys.map((flag) => pairOf(server, flag, '.pub'));
      if (publicKeys.length === 0 || taken.includes(undefined)) return NOTHING;
      if (taken.some((pair) => holdsSeveral(host, `${pair}.pub`))) return NOTHING;
      return tokenSigners(server, components).flatMap((signer) => {
        const pair = pairOf(signer.component, signer.flag, '.key');
        const isApart = pair !== undefined && !taken.includes(pair) && parentOf(pair) === parentOf(taken[0]!);
        // What is in the files tells more than their names.
        return isApart && takesTokens(host, server, signer) === undefined
          ? [findingOf(signer.component, signer.flag, server, publicKeys)]
          : NOTHING;
      });
    });
  },
});

/** The pair that a half belongs to by its name on the node; undefined where the name does not tell. */
function pairOf(component: Component, flag: ComponentFlag, suffix: string): string | undefined {
  const place = placeOf(component, flag.value ?? '');
  if (place.kind !== 'node' || !place.path.endsWith(suffix)) return undefined;
  return place.path.slice(0, -suffix.length);
}

/** A file may have the new key and the one before it. */
function holdsSeveral(host: Host, path: string): boolean {
  return (textOf(host, path)?.split('-----BEGIN ').length ?? 0) > 2;
}

function findingOf(
  signer: Component,
  flag: ComponentFlag,
  server: Component,
  publicKeys: readonly ComponentFlag[],
): Finding {
  const list = publicKeys.map(({ value }) => `"${baseName(value ?? '')}"`).join(', ');
  return {
    message: `${signer.name} signs tokens of service accounts with "${flag.value}", and the API server checks them with ${list}: by their names these are no pair; if so, the tokens are refused`,
    location: signer.source.locate(flag.valueWord.range),
    help: 'if they are no pair, add a --service-account-key-file with the public key of this one',
    related: publicKeys.map(({ valueWord }) => ({
      location: server.source.locate(valueWord.range),
      message: 'the API server checks with this key',
    })),
  };
}
