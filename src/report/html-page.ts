import { STYLE } from './html-style.ts';
import { printable } from './text/escape.ts';

/** Nothing is loaded and nothing is run, whatever a file holds that the report quotes. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A page of HTML that needs neither network nor script; `body` is what comes below its title. */
export function htmlPage(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>spctl: ${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    ...body,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Any text, between tags or in a quoted attribute; what has no looks of its own is written out. */
export function escaped(text: string): string {
  return markup(printable(text));
}

/** A text that is printable already. */
export function markup(text: string): string {
  return text.replace(/[&<>"']/g, (char) => SPECIAL[char]!);
}
