import { baseName } from '../host/path.ts';
import type { Word } from '../systemd/service-start.ts';
import type { Launch } from './launch.ts';
import { isKubelet } from './programs.ts';
import { isKnown, unknownPart } from './words.ts';

/** What a container runs: program and arguments, or why they can't be known. */
export type InImage = Pick<Launch, 'exe' | 'argv'> | { readonly reason: string };

/**
 * What an image runs with the words given. Its own ENTRYPOINT is not on the node; what is known of it: the
 * hyperkube images up to 1.16 have none, those from 1.17 on have the script `/hyperkube`, to which `/kubelet` is
 * a link too (kubernetes cluster/images/hyperkube, debian-hyperkube-base), and an image called kubelet runs it.
 */
export function inImage(image: Word, entrypoint: Word | undefined, words: readonly Word[]): InImage {
  if (entrypoint && entrypoint.value !== '') return withEntrypoint(image, entrypoint, words);
  const [first] = words;
  if (isScripted(image))
    return { exe: '/hyperkube', argv: [{ value: '/hyperkube', origin: image.origin }, ...words] };
  if (!first || first.value.startsWith('-') || (unknownPart(first) && first.value === '')) {
    if (!isKubelet(imageOf(image).name))
      return { reason: `what the image "${image.value}" runs by itself can't be known` };
    return { exe: '/kubelet', argv: [{ value: 'kubelet', origin: image.origin }, ...words] };
  }
  if (!isKnown(first)) return { reason: `what is run in the image "${image.value}" can't be known` };
  return { exe: first.value, argv: words };
}

function withEntrypoint(image: Word, entrypoint: Word, words: readonly Word[]): InImage {
  if (!isKnown(entrypoint)) return { reason: `what is run in the image "${image.value}" can't be known` };
  // podman takes a JSON list too.
  const listed = /^\[\s*"([^"\\]+)"\s*\]$/.exec(entrypoint.value)?.[1];
  if (entrypoint.value.startsWith('[') && listed === undefined)
    return { reason: `the entry point "${entrypoint.value}" is a list of words, which is not read` };
  const exe = listed ?? entrypoint.value;
  const argv = [{ value: exe, origin: entrypoint.origin }, ...words];
  return { exe, argv: withoutApplet(image, exe, argv) };
}

/** From 1.17 on `/kubelet` in a hyperkube image is the hyperkube script: it wants the word `kubelet`. */
function withoutApplet(image: Word, exe: string, argv: readonly Word[]): readonly Word[] {
  return isScripted(image) && exe === '/kubelet' && argv[1]?.value === 'kubelet' ? argv.slice(1) : argv;
}

/** Whether it is a hyperkube image of 1.17 or newer, whose hyperkube is a script. */
function isScripted(image: Word): boolean {
  const { name, minor } = imageOf(image);
  return /^hyperkube/.test(name) && minor !== undefined && minor >= 17;
}

/** An image's base name and Kubernetes minor, as far as its reference tells. */
function imageOf({ value }: Word): { readonly name: string; readonly minor: number | undefined } {
  const last = baseName(value);
  const [name = '', tag = ''] = last.split('@')[0]!.split(':');
  const minor = /^v?1\.(\d+)/.exec(tag)?.[1];
  return { name, minor: minor === undefined ? undefined : Number(minor) };
}
