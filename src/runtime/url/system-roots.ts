import { decode } from '../../bytes/text.ts';
import type { Host } from '../../node/host/host.ts';
import { join } from '../../node/host/path.ts';
import { SYSTEM_BUNDLES } from '../system-bundles.ts';

/** All of them are read beside the one file (crypto/x509 root_unix.go loadSystemRoots). */
const DIRECTORIES = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/** Bounds of ours. */
const MAX_FILE = 8 * 1024 * 1024;
const MAX_ENTRIES = 2000;

/**
 * The certificates of the authorities that the node trusts, as PEM; null where a copy has none, for those are then not
 * known.
 */
export function systemRoots(host: Host, environment: ReadonlyMap<string, string>): readonly string[] | null {
  const file = environment.get('SSL_CERT_FILE');
  const folders = environment.get('SSL_CERT_DIR');
  const found = new Set<string>();
  for (const path of file ? [file] : SYSTEM_BUNDLES) {
    const read = host.readFile(path, MAX_FILE);
    if (!read.ok) continue;
    addCertificates(found, read.value);
    break;
  }
  for (const folder of folders ? folders.split(':') : DIRECTORIES) {
    for (const path of filesIn(host, folder)) {
      const read = host.readFile(path, MAX_FILE);
      if (read.ok) addCertificates(found, read.value);
    }
  }
  return found.size === 0 && !host.live ? null : [...found];
}

/** Without symlinks to other files of the same directory (readUniqueDirectoryEntries), and what was read already. */
function filesIn(host: Host, folder: string): readonly string[] {
  const names = host.readDir(folder);
  const paths = (names.ok ? names.value : []).slice(0, MAX_ENTRIES).map((name) => join(folder, name));
  return paths.filter((path) => {
    if (SYSTEM_BUNDLES.includes(path)) return false;
    const link = host.readLink(path);
    return !link.ok || link.value.includes('/');
  });
}

function addCertificates(found: Set<string>, bytes: Uint8Array): void {
  const blocks = decode(bytes).matchAll(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  for (const [block] of blocks) found.add(`${block}\n`);
}
