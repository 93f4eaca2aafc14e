/** Most terminals have that many columns. */
const WIDTH = 80;

/** Words in lines; a word that is longer stands alone. Style has no width. */
export function wrap(text: string, indent = '', width = WIDTH): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line];
}

/** The columns of a text of ASCII that may be styled. */
export function columnsOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: chalk's escapes begin so
  return text.replace(/\u001b\[\d+m/g, '').length;
}
