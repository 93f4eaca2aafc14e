import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { PartialWord, Word } from '../systemd/service-start.ts';
import type { Launch, Link, Opened } from './launch.ts';

/** How much of a word is not known; undefined when all of it is known. */
export function unknownPart(word: Word): PartialWord['unknown'] | undefined {
  return 'unknown' in word ? (word as PartialWord).unknown : undefined;
}

/** The flags that words which are not known may set, where nothing else can be in them. */
export function possibleFlags(word: Word): readonly string[] | undefined {
  return unknownPart(word) === 'words' ? (word as PartialWord).flags : undefined;
}

/** Whether a variable whose name begins so may be set to what is not known. */
export function mayBeSet({ unknownVariables }: Launch, name: RegExp): boolean {
  if (unknownVariables === 'any') return true;
  return [...(unknownVariables ?? [])].some((one) => name.test(one));
}

/** Whether a word is known to its end. */
export function isKnown(word: Word | undefined): word is Word & { readonly unknown?: never } {
  return word !== undefined && unknownPart(word) === undefined;
}

/** A word with another value of the same origin, as far as the first was known. */
export function withValue(word: Word, value: string): Word {
  return { ...word, value };
}

/** The end of the way: what is launched can't be known from here on. */
export function notKnown(message: string, location?: Location, help?: string): Diagnostic {
  return {
    ruleId: 'kubelet-not-found',
    severity: 'warning',
    message,
    help: help ?? 'give the kubelet\'s command line to "spctl config -- FLAGS"',
    ...(location && { location }),
  };
}

/** A wrapper that was recognised but whose end can't be known. */
export function opaque(link: Link, message: string, location?: Location): Opened {
  return { link, next: null, diagnostics: [notKnown(message, location ?? link.location)] };
}

/** A link, located where the launch's first word stands. */
export function linkOf(launch: Launch, by: string, more: Partial<Link> = {}): Link {
  const location = launch.argv[0]?.origin.location;
  return { by, ...(location && { location }), ...more };
}
