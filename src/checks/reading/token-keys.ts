import {
  type Component,
  type ComponentFlag,
  componentsNamed,
  flagValue,
} from '../../control-plane/component.ts';
import { placeOf } from '../../control-plane/container-path.ts';
import type { Host } from '../../node/host/host.ts';
import { publicKeysIn } from '../../pki/public-keys.ts';

/** The flag of a program whose key signs the tokens of service accounts. */
export interface TokenSigner {
  readonly component: Component;
  readonly flag: ComponentFlag;
}

/** Who signs tokens that an API server is to take: itself, and the controller manager those in Secrets. */
export function tokenSigners(server: Component, components: readonly Component[]): readonly TokenSigner[] {
  const flags = [
    [server, 'service-account-signing-key-file'] as const,
    ...componentsNamed(components, 'kube-controller-manager').map(
      (manager) => [manager, 'service-account-private-key-file'] as const,
    ),
  ];
  return flags.flatMap(([component, name]) => {
    const flag = flagValue(component, name);
    return flag?.value ? [{ component, flag }] : [];
  });
}

/** The flags that name the keys by which an API server knows tokens. */
export function tokenKeyFlags(server: Component): readonly ComponentFlag[] {
  return (server.flags ?? []).filter(({ name }) => name === 'service-account-key-file');
}

/** Whether one of the keys in some files is that of a signer; undefined where not all of them can be read. */
export function takesTokens(
  host: Host,
  server: Component,
  { component, flag }: TokenSigner,
): boolean | undefined {
  const taken = tokenKeyFlags(server).map((one) => keysOf(host, server, one));
  const own = keysOf(host, component, flag)?.[0];
  if (own === undefined || taken.length === 0 || taken.includes(undefined)) return undefined;
  return taken.some((keys) => keys?.includes(own));
}

function keysOf(host: Host, component: Component, { value }: ComponentFlag): readonly string[] | undefined {
  const place = placeOf(component, value ?? '');
  const file = place.kind === 'node' ? host.readFile(place.path, MAX_SIZE) : undefined;
  return file?.ok ? publicKeysIn(file.value) : undefined;
}

const MAX_SIZE = 1024 * 1024;
