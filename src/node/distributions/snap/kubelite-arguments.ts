import type { SourceText } from '../../../diagnostics/location.ts';
import type { Word } from '../../systemd/service-start.ts';
import { fileWord } from '../argument-words.ts';

/**
 * The words of a file of arguments as MicroK8s' kubelite reads it (canonical/kubernetes cmd/kubelite/app/options,
 * ReadArgsFromFile): lines that begin with `#` are comments, all quotes vanish, and then each space separates,
 * also one in quotes.
 */
export function readKubeliteArguments(
  source: SourceText,
  variables: ReadonlyMap<string, string>,
): readonly Word[] {
  const words: Word[] = [];
  let start = 0;
  for (const line of source.text.split('\n')) {
    const text = line.trim();
    const at = start + line.indexOf(text);
    start += line.length + 1;
    if (text === '' || text.startsWith('#')) continue;
    let offset = at;
    for (const part of text.split(' ')) {
      const location = source.locate({ start: offset, end: offset + part.length });
      offset += part.length + 1;
      words.push(expandVariables(fileWord(part.replace(/["']/g, ''), location), variables));
    }
  }
  return words;
}

/** os.ExpandEnv, as far as the variables are known. */
function expandVariables(word: Word, variables: ReadonlyMap<string, string>): Word {
  let value = '';
  let at = 0;
  for (const match of word.value.matchAll(/\$(?:\{([^{}$]*)\}|(\w+|[*#$@!?-])|\{)/g)) {
    value += word.value.slice(at, match.index);
    at = match.index + match[0].length;
    const known = variables.get(match[1] ?? match[2] ?? '');
    // The snap may set variables of its own.
    if (known === undefined) return Object.assign({ ...word, value }, { unknown: 'rest' as const });
    value += known;
  }
  return { ...word, value: value + word.value.slice(at) };
}
