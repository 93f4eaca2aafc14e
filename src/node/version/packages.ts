import type { Host } from '../host/host.ts';
import { findStanzas } from './find-stanzas.ts';
import type { ToldVersion } from './kubelet-version-found.ts';
import { readVersion, type VersionText } from './version-text.ts';

/*
 * The databases of package managers that are text. RPM's is sqlite or Berkeley DB, and nothing else on such a
 * node says honestly what is installed: its log files tell what once was.
 */

/** What is read of a database of packages at most. */
const MAX_DATABASE = 64 * 1024 * 1024;
/** Stanzas looked at: there are few packages whose names begin so. */
const MAX_STANZAS = 64;

/** The version of the installed package that brings /usr/bin/kubelet. */
export function packagedKubelet(host: Host): ToldVersion | undefined {
  return fromDpkg(host) ?? fromApk(host) ?? fromPacman(host) ?? fromPortage(host);
}

/** kubernetes-node is Debian's own, and has the kubelet in it. */
const NAMES = ['kubelet', 'kubernetes-node'];

const DPKG = '/var/lib/dpkg';

/** dpkg(1): one file, or in an image without dpkg one file for each package. */
function fromDpkg(host: Host): ToldVersion | undefined {
  const files = [...(lacksList(host) ? [] : ['status']), ...NAMES.map((name) => `status.d/${name}`)];
  return firstOf(files, (file) => fromDpkgFile(host, `${DPKG}/${file}`));
}

/** dpkg has a list of files for each package: where there is its own and none of these, status need not be read. */
function lacksList(host: Host): boolean {
  const hasList = (name: string) => host.stat(`${DPKG}/info/${name}.list`).ok;
  return hasList('dpkg') && !NAMES.some(hasList);
}

function fromDpkgFile(host: Host, file: string): ToldVersion | undefined {
  const stanzas = stanzasIn(host, file, 'Package: kube').filter((text) => {
    const status = field(text, 'Status: ');
    return status === '' || status.endsWith(' installed');
  });
  return firstOf(NAMES, (name) => {
    const stanza = stanzas.find((text) => field(text, 'Package: ') === name);
    return stanza === undefined
      ? undefined
      : told(stanza, 'Version: ', `dpkg's status of the package "${name}"`, file);
  });
}

/** apk(8), since version 3 also below /usr. */
function fromApk(host: Host): ToldVersion | undefined {
  return firstOf(['/lib/apk/db/installed', '/usr/lib/apk/db/installed'], (file) => {
    const stanza = stanzasIn(host, file, 'P:kubelet').find((text) => field(text, 'P:') === 'kubelet');
    return stanza === undefined
      ? undefined
      : told(stanza, 'V:', 'apk\'s database, for the package "kubelet"', file);
  });
}

function stanzasIn(host: Host, file: string, lineStart: string): readonly string[] {
  const content = host.readFile(file, MAX_DATABASE);
  return content.ok ? findStanzas(content.value, lineStart, MAX_STANZAS) : [];
}

/** pacman(8): a directory NAME-VERSION-RELEASE for each package. */
function fromPacman(host: Host): ToldVersion | undefined {
  return fromNames(host, '/var/lib/pacman/local', /^kubelet-([^-]+)-[^-]+$/, 'pacman\'s package "kubelet"');
}

/** Portage: a directory NAME-VERSION for each package of a category. */
function fromPortage(host: Host): ToldVersion | undefined {
  const category = '/var/db/pkg/sys-cluster';
  return fromNames(host, category, /^kubelet-(\d.*?)(?:-r\d+)?$/, 'portage\'s package "sys-cluster/kubelet"');
}

function fromNames(host: Host, directory: string, name: RegExp, evidence: string): ToldVersion | undefined {
  const names = host.readDir(directory);
  const versions = (names.ok ? names.value : []).flatMap((entry) => {
    const version = readVersion(name.exec(entry)?.[1] ?? '');
    return version ? [{ ...version, location: { file: `${directory}/${entry}` } }] : [];
  });
  const [version] = versions;
  if (!version || versions.some(({ minor }) => minor !== version.minor)) return undefined;
  return { ...version, origin: 'package', evidence };
}

/** deb-version(7): `[epoch:]upstream[-revision]`, and Debian's `NEWER+reallyOLDER`. */
function upstreamVersion(version: string): VersionText | undefined {
  const upstream = version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
  return readVersion(upstream.replace(/^.*\+really/, ''));
}

function field(stanza: string, lineStart: string): string {
  const line = stanza.split('\n').find((one) => one.startsWith(lineStart));
  return line?.slice(lineStart.length).trim() ?? '';
}

function told(stanza: string, lineStart: string, evidence: string, file: string): ToldVersion | undefined {
  const version = upstreamVersion(field(stanza, lineStart));
  return version && { ...version, origin: 'package', evidence, location: { file } };
}

function firstOf<T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
