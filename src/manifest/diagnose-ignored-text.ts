import { encode } from '../bytes/text.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range } from '../diagnostics/location.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import type { UrlSource } from './judgement.ts';
import { showValue } from './shown.ts';

/** Text after the first document. */
export function diagnoseIgnoredText(document: Document, ignored: Range, from?: UrlSource): Diagnostic {
  const { source } = document;
  const text = source.text.slice(ignored.start, ignored.end);
  const location = source.locate({ start: startOf(ignored, text), end: ignored.end });
  const words = MARKER.test(text)
    ? wordDocuments(text, from)
    : isIndented(document)
      ? FURTHER_LEFT
      : LEFTOVER;
  return { ruleId: 'manifest-ignored-documents', severity: 'warning', location, ...words };
}

/** That a field may be missing because the document ends early; undefined where it does not. */
export function helpIgnoredText(document: Document): string | undefined {
  const { source, ignored } = document;
  if (!ignored || !isIndented(document)) return undefined;
  const text = source.text.slice(ignored.start, ignored.end);
  if (MARKER.test(text)) return undefined;
  const { line } = source.position(startOf(ignored, text));
  return `the kubelet ignores what follows from line ${line} on, which stands further left than the first line: ${FURTHER_LEFT.help}`;
}

/** Without a marker the range begins at the end of the document's last line. */
function startOf({ start }: Range, text: string): number {
  return start + (/^\s*/.exec(text)?.[0].length ?? 0);
}

/** Whether the first line of the document stands further right than its page. */
function isIndented({ root, source }: Document): boolean {
  return root?.kind === 'object' && source.position(root.range.start).column > 1;
}

type Words = Required<Pick<Diagnostic, 'message' | 'help'>>;

/** Nothing but blank lines and comments before `---` or `...`. */
const MARKER = /^(?:[ \t]*(?:#[^\n\r]*)?(?:\r\n|[\n\r]))*(?:---|\.\.\.)(?:\s|$)/;

/** A document ends where a line stands further left than its first one (go-yaml's scanner, yaml_parser_unroll_indent). */
const FURTHER_LEFT: Words = {
  message:
    'the document above is indented, so it ends before this line, which stands further left: the kubelet ignores all that follows',
  help: 'begin all keys of the pod in the same column',
};
const LEFTOVER: Words = {
  message: 'the document ends before this line: the kubelet ignores all that follows',
  help: 'look what is meant to follow: a manifest file holds one mapping',
};

function wordDocuments(text: string, from: UrlSource | undefined): Words {
  const pieces = text.split(/^(?:---|\.\.\.)(?=\s|$)/m).filter((piece) => /^[^\S\n]*[^\s#]/m.test(piece));
  const named = pieces.slice(0, MAX_NAMED).map(nameOf);
  const more = pieces.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])];
  const what = list.length < 2 ? (list[0] ?? 'text') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
  return {
    message: `the kubelet reads the first document of ${from ? 'an answer' : 'a file'} only, and ignores what follows: ${what}`,
    help:
      from !== undefined
        ? 'make the pods items of one PodList'
        : pieces.length > 1
          ? 'put each pod in a file of its own'
          : 'put it in a file of its own, if it is a pod',
  };
}

const MAX_NAMED = 4;
/** The beginning of a document tells what it is; nobody reads the rest. */
const MAX_READ = 64 * 1024;

function nameOf(text: string): string {
  if (text.length > MAX_READ) return 'a large document';
  const { root } = parseDocument(encode(text), '');
  if (!root) return 'a document that is not YAML';
  const [kind, name] = [getMember(root, 'kind'), getMember(root, 'metadata', 'name')];
  if (kind?.kind !== 'string') return 'a document without a kind';
  return `${showValue(kind.value).slice(1, -1)}${name?.kind === 'string' ? ` ${showValue(name.value)}` : ''}`;
}
