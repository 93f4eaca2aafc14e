/*
 * Commands are shown for people to type. Names of units, nodes and files are whatever somebody gave them, and must not
 * become a command of their own.
 */

/** A text as one word of a shell, in quotes where it needs them; undefined where no quotes make it fit to type. */
export function shellWord(text: string): string | undefined {
  if (/^[\w@:/][\w@:./-]*$/.test(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no terminal shows them as they are
  return /^[^-'\u0000-\u001f\u007f][^'\u0000-\u001f\u007f]*$/.test(text) ? `'${text}'` : undefined;
}

/** The same in a command that a sentence has in double quotes: somebody may copy them with it. */
export function wordOfCommand(text: string): string | undefined {
  return /["$`!]/.test(text) ? undefined : shellWord(text);
}
