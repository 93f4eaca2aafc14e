import type { Minor } from '../versions/minor.ts';
import { member } from './json.ts';

/** From here on the hash is made of name and image alone: a container with other edits is not made anew for them. */
const NAME_AND_IMAGE_SINCE = 31;

/**
 * What a kubelet notes on a container as io.kubernetes.container.hash: HashContainer (pkg/kubelet/container/helpers.go)
 * and DeepHashObject (pkg/util/hash/hash.go), which hashes go-spew's print of the bytes of a JSON text. Up to 1.30
 * that is the whole container as the kubelet has it: with every default, in the order of v1.Container, as
 * src/manifest/pod/effective makes it.
 */
export function containerHash(container: Readonly<Record<string, unknown>>, minor: Minor): string {
  const { image, name } = container;
  // encoding/json sorts the keys of a map, and leaves an empty image out of a struct, but not of a map.
  const hashed =
    minor >= NAME_AND_IMAGE_SINCE ? { image: image ?? '', name: name ?? '' } : withSortedMaps(container);
  const bytes = new TextEncoder().encode(goJson(hashed));
  return fnv32a(`([]uint8)[${bytes.join(' ')}]`).toString(16);
}

/** Quantities by resource are the only maps that a container has. */
function withSortedMaps(container: Readonly<Record<string, unknown>>): object {
  const { resources } = container;
  if (typeof resources !== 'object' || resources === null) return container;
  const sorted = Object.entries(resources).map(([name, value]) =>
    name === 'limits' || name === 'requests' ? [name, sortedByKey(resources, name)] : [name, value],
  );
  return { ...container, resources: Object.fromEntries(sorted) };
}

function sortedByKey(holder: object, name: string): object {
  const entries = Object.entries(member(holder, name) ?? {});
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As encoding/json writes it: what could end a script in HTML or JavaScript is escaped. */
function goJson(value: unknown): string {
  return JSON.stringify(value, plainNumber).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A number that a manifest may hold and a double may not is hashed wrong: IDs of users end long before. */
function plainNumber(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** FNV-1a of 32 bits (Go's hash/fnv New32a) of ASCII. */
function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
