import { trimSpace } from '../bytes/go-strings.ts';
import { toWellFormed } from '../bytes/text.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** The node's name as the kubelet's file source gets it. */
export interface NodeName {
  readonly name: string;
  /** For people: the name, or `<node>` where it is not known. */
  readonly display: string;
  readonly origin: 'flag' | 'hostname-override' | 'hostname' | 'unknown';
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a name may come from, in the order in which they count. */
export interface NodeNameSources {
  /** What the caller of spctl says, taken literally. */
  readonly flag?: string | undefined;
  /** The kubelet's `--hostname-override`. */
  readonly hostnameOverride?: string | undefined;
  readonly hostName?: string | undefined;
}

/** What is judged by where no name is known, valid and as short as one can be, and how it is shown. */
export const UNKNOWN_NODE = { name: 'n', display: '<node>' } as const;

/**
 * The name under which the kubelet runs: nodeutil.GetHostname (k8s.io/component-helpers node/util/hostname.go),
 * trimmed and lower-cased. An override that is empty is none.
 */
export function nodeNameOf({ flag, hostnameOverride, hostName }: NodeNameSources): NodeName {
  if (flag !== undefined) return { name: flag, display: flag, origin: 'flag', diagnostics: [] };
  const origin = hostnameOverride ? 'hostname-override' : 'hostname';
  const given = hostnameOverride || hostName;
  if (!given) return unknown([]);
  const name = lowerCase(trimSpace(given));
  return name === '' ? unknown([emptyName(origin)]) : { name, display: name, origin, diagnostics: [] };
}

function unknown(diagnostics: readonly Diagnostic[]): NodeName {
  return { ...UNKNOWN_NODE, origin: 'unknown', diagnostics };
}

function emptyName(origin: 'hostname-override' | 'hostname'): Diagnostic {
  const what = origin === 'hostname' ? "the machine's host name" : '"--hostname-override"';
  return {
    ruleId: 'node-name-empty',
    severity: 'error',
    message: `${what} is only white space, so the kubelet does not start: empty hostname is invalid`,
    help: origin === 'hostname' ? 'set a host name' : 'give "--hostname-override" a name, or leave it away',
  };
}

/** strings.ToLower: one character for one, and U+FFFD for what is not UTF-8. */
function lowerCase(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is ASCII too
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let out = '';
  for (const char of toWellFormed(text)) out += String.fromCodePoint(char.toLowerCase().codePointAt(0)!);
  return out;
}
