import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Word } from '../systemd/service-start.ts';
import { flagTakesValue } from './flags-in-text.ts';
import type { Launch } from './launch.ts';
import { notKnown, possibleFlags, unknownPart } from './words.ts';

/** A launch without partial words, or why there is none. */
export type Settled =
  | { readonly launch: Launch; readonly problem?: undefined }
  | { readonly problem: Diagnostic };

/**
 * Takes the flags whose value is not known out of a kubelet's command line; a word that may be any flag makes
 * the whole of it unknown.
 */
export function settle(launch: Launch): Settled {
  const argv: Word[] = [];
  const unknownFlags = [...launch.unknownFlags];
  for (const word of launch.argv) {
    const unknown = unknownPart(word);
    if (!unknown) {
      argv.push(word);
      continue;
    }
    const possible = possibleFlags(word);
    if (possible && !awaitsValue(argv.at(-1))) {
      unknownFlags.push(...possible);
      continue;
    }
    const own = unknown === 'rest' ? /^--?([\w.-]+)=/.exec(word.value)?.[1] : undefined;
    const before = unknown === 'rest' && own === undefined ? valueFlag(argv.at(-1)) : undefined;
    const name = own ?? before;
    if (name === undefined) return { problem: anyFlags(word) };
    if (own === undefined) argv.pop();
    unknownFlags.push(name.replaceAll('_', '-'));
  }
  const settled: Launch = { ...launch, argv, unknownFlags };
  const relative = launch.cwdUnknown ? relativePath(argv) : undefined;
  if (relative) {
    const { location } = relative.origin;
    const message = `"${relative.value}" is relative to a working directory that is not known`;
    return { problem: notKnown(message, location, 'name the file by its absolute path') };
  }
  return { launch: settled };
}

/** The flag that a word is, when the next word is its value in every kubelet. */
function valueFlag(word: Word | undefined): string | undefined {
  const name = word && /^--([\w-]+)$/.exec(word.value)?.[1]?.replaceAll('_', '-');
  return name !== undefined && flagTakesValue(name) ? name : undefined;
}

/** Whether a word may be a flag whose value is the next one. */
function awaitsValue(word: Word | undefined): boolean {
  const name = word && /^--?([\w.-]+)$/.exec(word.value)?.[1]?.replaceAll('_', '-');
  return name !== undefined && flagTakesValue(name) !== false;
}

function anyFlags(word: Word): Diagnostic {
  const shown = word.value === '' ? 'A word of the command line' : `The word "${word.value}…"`;
  return notKnown(
    `${shown} depends on what only the running node knows and may be any flag, so the kubelet's flags are not known`,
    word.origin.location,
  );
}

/** The flags by whose path static pods are found. */
const PATH_FLAG = /^--?(config|config[-_]dir|pod[-_]manifest[-_]path)(?:=(.*))?$/s;

function relativePath(argv: readonly Word[]): Word | undefined {
  return argv.find(({ value }, i) => {
    const match = PATH_FLAG.exec(value);
    const path = match && (match[2] ?? argv[i + 1]?.value);
    return path !== undefined && path !== null && path !== '' && !path.startsWith('/');
  });
}
