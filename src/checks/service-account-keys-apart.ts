import { type Component, componentsNamed } from '../control-plane/component.ts';
import { placeOf } from '../control-plane/container-path.ts';
import { wordOfCommand } from '../diagnostics/shell-word.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';
import { type TokenSigner, takesTokens, tokenKeyFlags, tokenSigners } from './reading/token-keys.ts';

export default defineCheck({
  id: 'service-account-keys-apart',
  scope: 'node',
  area: 'control-plane',
  summary: 'tokens of service accounts are signed with a key that the API server does not know',
  severity: 'warning',
  why: 'The API server takes a token only when one of the keys in its --service-account-key-file made it. With another private key in --service-account-signing-key-file, or in --service-account-private-key-file of the controller manager, every new token is refused: "invalid bearer token". Members of one control plane must have the same pair.',
  bad: 'an sa.key that was made anew on this node, and the sa.pub of the cluster',
  good: 'the sa.key and the sa.pub that were made together',
  fix: 'Copy both halves from a member of the control plane where tokens work.',
  links: [
    'pkg/serviceaccount/jwt.go JWTTokenAuthenticator',
    'k8s.io/client-go util/keyutil PublicKeysFromFile, PrivateKeyFromFile',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  ],
  check: ({ host, files }) => {
    const components = controlPlaneOf(files);
    return componentsNamed(components, 'kube-apiserver').flatMap((server) => {
      const wrong = tokenSigners(server, components).filter(
        (signer) => takesTokens(host, server, signer) === false,
      );
      return wrong.length === 0 ? NOTHING : [findingOf(server, wrong as [TokenSigner, ...TokenSigner[]])];
    });
  },
});

/** One file is mostly named twice, and one public key as well. */
function findingOf(server: Component, [signer, ...others]: [TokenSigner, ...TokenSigner[]]): Finding {
  const { component, flag } = signer;
  const keys = tokenKeyFlags(server);
  const names = keys.map(({ value }) => `"${value}"`).join(', ');
  const which = component === server ? 'every token of a service account' : 'the tokens in Secrets';
  return {
    message: `the API server refuses ${which}: "${flag.value}" of --${flag.name} signs them, and ${names} of --service-account-key-file ${keys.length === 1 ? 'is not its public half' : 'have not its public half among them'}`,
    location: component.source.locate(flag.valueWord.range),
    help: `put back the one that belongs to the other, as another control plane node or a backup has it${remade(signer, server)}`,
    related: [
      ...keys.map(({ valueWord }) => ({
        location: server.source.locate(valueWord.range),
        message: 'the API server checks them with this key',
      })),
      ...others.map((other) => ({
        location: other.component.source.locate(other.flag.valueWord.range),
        message: `${other.component.name} signs with a key that it does not take either`,
      })),
    ],
  };
}

/** Where there is no other node: pods then get new tokens. */
function remade({ component, flag }: TokenSigner, server: Component): string {
  const [first, ...more] = tokenKeyFlags(server);
  const from = placeOf(component, flag.value ?? '');
  const to = placeOf(server, first?.value ?? '');
  const words = [from, to].map((place) => (place.kind === 'node' ? wordOfCommand(place.path) : undefined));
  if (more.length > 0 || words.includes(undefined)) return '';
  return `; where there is none, "openssl pkey -in ${words[0]} -pubout -out ${words[1]}" makes the public half anew: restart kube-apiserver, and pods that had tokens before`;
}
