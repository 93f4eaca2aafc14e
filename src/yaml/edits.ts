import type { Fix } from '../diagnostics/diagnostic.ts';
import type { Range, SourceText } from '../diagnostics/location.ts';

/*
 * Fixes of a text of YAML or JSON that leave everything else as it is. Each is undefined where the place is written in
 * a way in which the fix is more than that.
 */

/** Gives a key another name, and leaves its quotes. */
export function renameKey(source: SourceText, key: Range, name: string): Fix | undefined {
  const written = source.text.slice(key.start, key.end);
  const [, open = '', old = ''] = /^(["']?)([\w-]+)\1$/.exec(written) ?? [];
  return old === ''
    ? undefined
    : replace(source, key, `rename "${old}" to "${name}"`, `${open}${name}${open}`);
}

/** Puts a number, a truth value or a key into quotes, as it is written. */
export function quote(source: SourceText, range: Range): Fix | undefined {
  const written = source.text.slice(range.start, range.end);
  return /^[\w.+-]{1,64}$/.test(written)
    ? replace(source, range, `put ${written} in quotes`, `"${written}"`)
    : undefined;
}

/** Takes the quotes away from a value. */
export function unquote(source: SourceText, range: Range, value: string): Fix | undefined {
  const written = source.text.slice(range.start, range.end);
  if (written !== `"${value}"` && written !== `'${value}'`) return undefined;
  return replace(source, range, `write ${value} without quotes`, value);
}

/** Takes away the white space within the quotes of a text. */
export function trim(source: SourceText, range: Range): Fix | undefined {
  const [, open = '', inner = ''] =
    /^(["'])([^"'\\\n\r]*)\1$/.exec(source.text.slice(range.start, range.end)) ?? [];
  const bare = inner.trim();
  return bare === ''
    ? undefined
    : replace(source, range, 'take away the white space', `${open}${bare}${open}`);
}

/** Removes a member that fills its line, with nothing beside it. */
export function removeLine(source: SourceText, { start, end }: Range): Fix | undefined {
  const { text } = source;
  const before = /(?:^|[\n\r])[ ]*$/.exec(text.slice(Math.max(0, start - MOST_INDENT), start));
  const after = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(end, end + MOST_INDENT));
  if (!before || !after || /[\n\r]/.test(text.slice(start, end))) return undefined;
  const indent = before[0].replace(/^[\n\r]/, '').length;
  return replace(source, { start: start - indent, end: end + after[0].length }, 'remove this line', '');
}

const MOST_INDENT = 256;

/** Puts another text in the place of a value or a key. */
export function replace(source: SourceText, range: Range, title: string, text: string): Fix | undefined {
  return isAnchored(source, range) ? undefined : { title, edits: [{ location: source.locate(range), text }] };
}

/** Whether what stands there has an anchor: another text is then another one wherever an alias of it stands. */
export function isAnchored({ text }: SourceText, { start }: Range): boolean {
  return /(?<![^\s[{,])&[\w-]+[ \t]+(?:![^\s]*[ \t]+)?$/.test(
    text.slice(Math.max(0, start - LONGEST_ANCHOR), start),
  );
}

const LONGEST_ANCHOR = 256;

/** A fix as a member of a finding, where there is one. */
export function fixOf(fix: Fix | undefined): { readonly fix?: Fix } {
  return fix ? { fix } : {};
}
