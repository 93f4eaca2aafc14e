import { compareBytes } from '../bytes/text.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';

/** A header of the kubelet's request, its name as it is sent. */
export interface Header {
  readonly name: string;
  readonly values: readonly string[];
}

/** What RFC 9110 calls a token: a name that Go canonicalises and sends. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * The headers of staticPodURLHeader: http.Header.Add canonicalises the names, so that two spellings of one
 * name become one header (pkg/kubelet/kubelet.go, makePodSourceConfig).
 */
export function headersOf(staticPodURLHeader: unknown): Header[] {
  const values = new Map<string, string[]>();
  for (const [name, given] of Object.entries(staticPodURLHeader ?? {})) {
    const canonical = canonicalName(name);
    const all = values.get(canonical) ?? [];
    for (const value of Array.isArray(given) ? given : []) all.push(String(value));
    // A name without values adds nothing.
    if (all.length > 0) values.set(canonical, all);
  }
  const headers = [...values].map(([name, all]) => ({ name, values: all }));
  return headers.sort((a, b) => compareBytes(a.name, b.name));
}

/** textproto.CanonicalMIMEHeaderKey: a name that can't be sent stays as it is. */
function canonicalName(name: string): string {
  if (!TOKEN.test(name)) return name;
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (match) => match.toUpperCase());
}

/** A URL as it may be shown: what stands before an `@` in its authority is a name and a password, or a token. */
export function shownURL(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1<masked>@');
}

/** Why the kubelet never gets an answer from a URL, where its look already tells (net/http, Client.Do). */
export function diagnoseURL(
  url: string,
  headers: readonly Header[],
  located: { readonly location?: Location },
): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!/^https?:\/\/[^/?#]/i.test(url)) {
    found.push({
      ruleId: 'static-pod-url-unsupported',
      severity: 'warning',
      message: `the kubelet can't fetch "${shownURL(url)}": it knows URLs with http:// or https:// and a host`,
      help: 'correct staticPodURL, or use staticPodPath for a directory',
      ...located,
    });
  }
  for (const { name, values } of headers) {
    if (TOKEN.test(name) && !values.some((value) => CONTROL.test(value))) continue;
    found.push({
      ruleId: 'static-pod-url-header-invalid',
      severity: 'warning',
      message: `"${name}" can't be sent as an HTTP header, so the kubelet never fetches the static pods of "${shownURL(url)}"`,
      help: 'correct staticPodURLHeader: a name has no spaces or colons, a value no control characters',
      ...located,
    });
  }
  return found;
}
