import { wellFormed } from './well-formed.ts';

/** The characters that XML 1.0 knows no way to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** What means something in XML; white space that a parser would turn into a blank or a line feed. */
const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** The text between tags; what XML can't hold is U+FFFD. */
export function xmlText(text: string): string {
  return wellFormed(text)
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"\r]/g, (char) => SPECIAL[char]!);
}

/** ` name="value"` for each attribute that has a value. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${attributeValue(String(value))}"`)
    .join('');
}

function attributeValue(text: string): string {
  return xmlText(text).replace(/[\t\n]/g, (char) => `&#${char.charCodeAt(0)};`);
}
