import { baseName } from '../node/host/path.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';

/** What a file is to be judged as. */
export type FileKind = 'manifest' | 'kubelet-config' | 'kubelet-config-dropin' | 'unit' | 'env';

/** What `--as` can say. */
export const FORMATS = ['manifest', 'kubelet-config', 'unit', 'env'] as const;

/** A file is taken for what it is: by name where a name decides, else by its first words. */
export function classify(path: string, bytes: Uint8Array): FileKind {
  const name = baseName(path);
  const head = firstWords(bytes);
  // What calls itself YAML or JSON is a manifest or a configuration, whatever is in it.
  if (!/\.(ya?ml|json)$/.test(name)) {
    if (/\.(service|socket|timer|target|mount|slice)$/.test(name)) return 'unit';
    if (/^\[(Unit|Service|Install)\]/.test(head)) return 'unit';
    if (isEnvironmentFile(path, name, head)) return 'env';
  }
  if (/KubeletConfiguration/.test(latin1(bytes))) return configurationKind(path, name, bytes);
  return 'manifest';
}

function configurationKind(path: string, name: string, bytes: Uint8Array): FileKind {
  const kind = getMember(parseDocument(bytes, path).root, 'kind');
  if (kind?.kind !== 'string' || kind.value !== 'KubeletConfiguration') return 'manifest';
  // --config-dir reads *.conf; by custom its directory is called something.d.
  return name.endsWith('.conf') && /\.d\/[^/]*$/.test(path) ? 'kubelet-config-dropin' : 'kubelet-config';
}

function isEnvironmentFile(path: string, name: string, head: string): boolean {
  if (name.endsWith('.env')) return true;
  return /\/etc\/(default|sysconfig)\/[^/]+$/.test(path) || /^(export\s+)?[A-Za-z_][A-Za-z0-9_]*=/.test(head);
}

/** The first line that is neither blank nor a comment. */
function firstWords(bytes: Uint8Array): string {
  const start = latin1(bytes.subarray(0, 64 * 1024));
  return /^[^\S\n]*(?![#;\s])(\S.*)$/m.exec(start)?.[1] ?? '';
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
