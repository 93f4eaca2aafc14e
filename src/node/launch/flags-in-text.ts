import { flagOf } from '../../versions/flags.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../versions/minor.ts';

/**
 * The flags in a text that is split at blanks, each with its value; undefined where there may be anything else in
 * it, or a value may follow behind the text.
 */
export function flagsInText(text: string): readonly string[] | undefined {
  const flags: string[] = [];
  const words = text.split(/[ \t\n]+/).filter((word) => word !== '');
  for (let i = 0; i < words.length; i++) {
    const [, name, attached] = /^--([A-Za-z][\w-]*)(=[^*?[\]]*)?$/.exec(words[i]!) ?? [];
    if (name === undefined) return undefined;
    const flag = name.replaceAll('_', '-');
    flags.push(flag);
    if (attached !== undefined) continue;
    const takesValue = flagTakesValue(flag);
    if (takesValue === undefined) return undefined;
    if (!takesValue) continue;
    i += 1;
    // A value that looks like a flag is one all the same, but then hardly what is meant.
    if (i === words.length || /^-|[*?[\]]/.test(words[i]!)) return undefined;
  }
  return flags;
}

/** Whether the word behind a flag is its value, in every kubelet that has it; undefined for a flag of none. */
export function flagTakesValue(name: string): boolean | undefined {
  const flag = flagOf(name, NEWEST_MINOR) ?? flagOf(name, OLDEST_MINOR);
  return flag && flag.noOptDefVal === undefined;
}
