import {
  type Component,
  type ComponentFlag,
  componentsNamed,
  flagValue,
} from '../control-plane/component.ts';
import { placeOf } from '../control-plane/container-path.ts';
import { baseName, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './running-components.ts';

export default defineCheck({
  id: 'service-account-key-differs',
  scope: 'directory',
  summary: 'tokens of service accounts are signed with one key and checked with another',
  severity: 'warning',
  why: 'The API server takes a token only when one of its --service-account-key-file made it: the public half, sa.pub, of the private key, sa.key, that --service-account-signing-key-file and the controller manager\'s --service-account-private-key-file name. With halves of different pairs every token is refused: "invalid bearer token".',
  bad: '--service-account-key-file=/etc/kubernetes/pki/sa.pub, and --service-account-private-key-file=/etc/kubernetes/pki/old.key of the controller manager',
  good: '--service-account-key-file=/etc/kubernetes/pki/sa.pub, and --service-account-private-key-file=/etc/kubernetes/pki/sa.key of the controller manager',
  fix: 'Name both halves of one pair, or add the other public key with a second --service-account-key-file.',
  links: [
    'cmd/kubeadm/app/constants ServiceAccountPublicKeyName, ServiceAccountPrivateKeyName',
    'staging/src/k8s.io/apiserver/pkg/authentication; pkg/serviceaccount/jwt.go JWTTokenAuthenticator',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  ],
  check: ({ files }) => {
    const components = controlPlaneOf(files);
    return componentsNamed(components, 'kube-apiserver').flatMap((server) => {
      const publicKeys = (server.flags ?? []).filter(({ name }) => name === 'service-account-key-file');
      const taken = publicKeys.map((flag) => pairOf(server, flag, '.pub'));
      if (publicKeys.length === 0 || taken.includes(undefined)) return NOTHING;
      const signers = [
        [server, flagValue(server, 'service-account-signing-key-file')] as const,
        ...componentsNamed(components, 'kube-controller-manager').map(
          (manager) => [manager, flagValue(manager, 'service-account-private-key-file')] as const,
        ),
      ];
      return signers.flatMap(([signer, flag]) => {
        const pair = flag && pairOf(signer, flag, '.key');
        const isApart = pair !== undefined && !taken.includes(pair) && parentOf(pair) === parentOf(taken[0]!);
        return isApart ? [findingOf(signer, flag!, server, publicKeys)] : NOTHING;
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

function findingOf(
  signer: Component,
  flag: ComponentFlag,
  server: Component,
  publicKeys: readonly ComponentFlag[],
): Finding {
  const list = publicKeys.map(({ value }) => `"${baseName(value ?? '')}"`).join(', ');
  return {
    message: `${signer.name} signs tokens of service accounts with "${flag.value}", and the API server checks them with ${list}: by their names these are no pair, and the tokens are refused`,
    location: signer.source.locate(flag.valueRange),
    help: 'name the private key of that public key, or add a --service-account-key-file for this one',
    related: publicKeys.map(({ valueRange }) => ({
      location: server.source.locate(valueRange),
      message: 'the API server checks with this key',
    })),
  };
}
