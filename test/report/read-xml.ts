/** An element of an XML document; `text` is what stands directly in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What XML 1.0 knows as characters. */
const CHARS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Reads the part of XML 1.0 that our reports use, and throws on all that is not well-formed. */
export function readXml(text: string): XmlElement {
  if (!CHARS.test(text)) throw new Error('a character that XML does not know');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(declaration)) throw new Error('no XML declaration');
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<!--((?:(?!--)[\s\S])*)-->|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  token.lastIndex = declaration.length;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new Error(`not well-formed at ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, comment, closing, name, attributes, empty, data] = match;
    const parent = open.at(-1)!;
    if (comment !== undefined) continue;
    if (data !== undefined) {
      if (data.includes(']]>')) throw new Error(']]> in a text');
      if (parent === root && data.trim() !== '') throw new Error('text outside the root');
      parent.text += unescaped(data.replaceAll('\r\n', '\n').replaceAll('\r', '\n'));
    } else if (closing) {
      if (parent.name !== name || attributes || empty) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else {
      const element: Open = { name: name!, attributes: readAttributes(attributes!), children: [], text: '' };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 1 || root.children.length !== 1) throw new Error('not one root that is closed');
  return root.children[0]!;
}

function readAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(found, name!)) throw new Error(`${name} is there twice`);
    found[name!] = unescaped(value!.replace(/[\t\n\r]/g, ' '));
  }
  return found;
}

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(text)) throw new Error(`a bare & in ${text}`);
  const out = text.replace(/&(#?)(\w+);/g, (_, hash: string, name: string) =>
    hash ? String.fromCodePoint(Number(name)) : ENTITIES[name]!,
  );
  if (!CHARS.test(out)) throw new Error('a reference to a character that XML does not know');
  return out;
}
