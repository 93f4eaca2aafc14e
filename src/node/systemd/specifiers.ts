import { endOf, startOf, type Traced, tracedBuilder } from './traced.ts';

/** The value of a specifier letter: text, null when systemd can't tell it, undefined for a letter without meaning. */
export type SpecifierTable = (letter: string) => string | null | undefined;

/** Text with its specifiers resolved, or the specifier that could not be. */
export type Expanded =
  | { readonly ok: true; readonly value: Traced }
  | { readonly ok: false; readonly specifier: string; readonly known: boolean };

/**
 * Resolves `%n` and the like (systemd shared/specifier.c, specifier_printf). `%` at the end and before what is
 * neither letter nor digit stays as it is.
 */
export function expandSpecifiers(input: Traced, table: SpecifierTable): Expanded {
  const { text } = input;
  if (!text.includes('%')) return { ok: true, value: input };
  const builder = tracedBuilder(input.source);
  let run = 0;
  for (let i = text.indexOf('%'); i >= 0 && i + 1 < text.length; i = text.indexOf('%', i + 2)) {
    const letter = text[i + 1]!;
    const value = letter === '%' ? '%' : table(letter);
    if (value === null || (value === undefined && /[0-9A-Za-z]/.test(letter))) {
      return { ok: false, specifier: `%${letter}`, known: value === null };
    }
    if (value === undefined) continue;
    builder.copy(input, run, i);
    builder.add(value, startOf(input, i), endOf(input, i + 1));
    run = i + 2;
  }
  builder.copy(input, run, text.length);
  return { ok: true, value: builder.build(input.start, input.end) };
}
