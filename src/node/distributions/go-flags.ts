import type { GivenOption } from '../launch/options.ts';
import { withValue } from '../launch/words.ts';
import type { Word } from '../systemd/service-start.ts';

/**
 * The flags among the words of a Go program (package flag, urfave/cli, pflag), wherever they stand up to `--`.
 * One or two dashes are the same. A flag that is not among the `booleans` takes the next word where it has no
 * value of its own; one that this table does not know might be a boolean of another version, so it never takes
 * a word that is a flag itself.
 */
export function readGoFlags(words: readonly Word[], booleans: ReadonlySet<string>): readonly GivenOption[] {
  const given: GivenOption[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word.value === '--') break;
    const flag = /^--?([^-=][^=]*)(=)?/.exec(word.value);
    if (!flag) continue;
    const name = flag[1]!;
    const next = words[i + 1];
    if (flag[2]) given.push({ name, value: withValue(word, word.value.slice(flag[0].length)) });
    else if (booleans.has(name) || !next || /^--?[A-Za-z]/.test(next.value)) {
      given.push({ name, value: undefined });
    } else {
      given.push({ name, value: next });
      i += 1;
    }
  }
  return given;
}
