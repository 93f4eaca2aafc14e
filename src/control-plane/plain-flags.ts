import {
  type ControlPlaneFlag,
  type ControlPlaneProgram,
  controlPlaneFlagAt,
} from '../versions/control-plane-flags.ts';
import { type Minor, OLDEST_MINOR } from '../versions/minor.ts';
import type { Written } from './component.ts';
import { refusalOfValue } from './flag-values.ts';
import type { FlagUse } from './read-line.ts';
import { REFUSED_VALUES } from './refused-values.ts';
import { rememberTexts } from './remember-texts.ts';

/** The flags of a command line of which each is written `--name=value`. */
interface PlainLine {
  readonly uses: readonly FlagUse<ControlPlaneFlag>[];
  /** See {@link isDoubtful}. */
  readonly doubtful: readonly FlagUse<ControlPlaneFlag>[];
}

/** What a word of that form says, wherever it stands: most words stand in thousands of files. */
interface PlainWord {
  readonly flag: ControlPlaneFlag;
  readonly value: string;
  readonly isDoubtful: boolean;
}

/**
 * A command line of words that each hold a known flag whole; null where one is another, for only a grammar can tell
 * then what the next one is.
 */
export function readPlainLine(
  program: ControlPlaneProgram,
  judged: Minor,
  words: readonly Written[],
): PlainLine | null {
  const read = readerOf(program, judged);
  const uses: FlagUse<ControlPlaneFlag>[] = [];
  const doubtful: FlagUse<ControlPlaneFlag>[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const plain = read(word.text);
    if (plain === null) return null;
    const { flag, value } = plain;
    const use = { name: flag.name, value, word, valueWord: word, flag };
    uses.push(use);
    if (plain.isDoubtful) doubtful.push(use);
  }
  return { uses, doubtful };
}

/**
 * Whether something may have to be said of a flag with its value, by itself: it is on its way out, or a version
 * refuses the value. All others are evidently fine.
 */
export function isDoubtful(flag: ControlPlaneFlag, value: string, judged: Minor): boolean {
  return (
    flag.deprecated !== undefined ||
    flag.until !== undefined ||
    refusalOfValue(flag.type, value, judged) !== null ||
    REFUSED_VALUES.some((one) => one.flag === flag.name && one.refuses(value))
  );
}

type Reader = (text: string) => PlainWord | null;

const readers = new Map<ControlPlaneProgram, Reader[]>();

function readerOf(program: ControlPlaneProgram, judged: Minor): Reader {
  let ofProgram = readers.get(program);
  if (!ofProgram) {
    ofProgram = [];
    readers.set(program, ofProgram);
  }
  ofProgram[judged - OLDEST_MINOR] ??= rememberTexts((text) => readWord(program, judged, text));
  return ofProgram[judged - OLDEST_MINOR]!;
}

const PLAIN = /^--([a-z][a-z0-9-]*)=(.*)$/s;

function readWord(program: ControlPlaneProgram, judged: Minor, text: string): PlainWord | null {
  const [, name, value] = PLAIN.exec(text) ?? [];
  const flag = name === undefined ? undefined : controlPlaneFlagAt(program, name, judged);
  return flag ? { flag, value: value!, isDoubtful: isDoubtful(flag, value!, judged) } : null;
}
