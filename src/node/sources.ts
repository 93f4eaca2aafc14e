import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import { editDistance } from '../schema/suggest.ts';
import type { FileInfo, Host, Looked } from './host/host.ts';
import { isHidden } from './host/look.ts';
import { absolute, isAbsolute, trimTrailingSlashes } from './host/path.ts';
import { isDecided, type KubeletCommand, type KubeletStart } from './kubelet/start-kubelet.ts';
import { diagnoseURL, type Header, headersOf } from './url-source.ts';

/** Where this kubelet reads static pods. */
export interface StaticPodSource {
  /** What is at the path; `none` where none is set, `unknown` where that can't be known. */
  readonly kind: 'directory' | 'file' | 'missing' | 'other' | 'none' | 'unknown';
  /** As the configuration has it; null where none is set or the configuration is not known. */
  readonly staticPodPath: string | null;
  /** What the kubelet opens, absolute on the node; empty for `/`, see {@link staticPodSource}. */
  readonly resolvedPath: string | null;
  readonly url: string | null;
  /** Told by what the running kubelet watches, for the files have changed since it read them. */
  readonly isWatched?: boolean;
  /** What the kubelet sends with its request for the URL. */
  readonly headers: readonly Header[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The static pod path and URL as a kubelet of this command opens them (pkg/kubelet/kubelet.go,
 * makePodSourceConfig; pkg/kubelet/config/file.go, NewSourceFile). It cuts the path's trailing slashes, which
 * leaves nothing of `/`: a path that does not exist. `host` is the machine as the kubelet's process sees it.
 */
export function staticPodSource(
  host: Host,
  start: KubeletStart | null,
  command: Pick<KubeletCommand, 'cwd' | 'nodePath'>,
): StaticPodSource {
  const { url, headers, diagnostics } = urlSource(start);
  const source = { staticPodPath: null, resolvedPath: null, url, headers };
  const staticPodPath = start && decided(start, 'staticPodPath');
  if (!start || !staticPodPath) return { ...source, kind: 'unknown', diagnostics };
  const { value } = staticPodPath;
  if (typeof value !== 'string' || value === '') return { ...source, kind: 'none', diagnostics };

  const opened = resolve(host, trimTrailingSlashes(value), command.cwd);
  const look = host.stat(opened);
  const resolvedPath = command.nodePath && opened !== '' ? command.nodePath(opened) : opened;
  const found = diagnosePath(host, value, opened, look);
  const located = found.map((said) => ({ ...said, ...locationOf(start, 'staticPodPath') }));
  return {
    ...source,
    kind: kindOf(look),
    staticPodPath: value,
    resolvedPath,
    diagnostics: [...located, ...diagnostics],
  };
}

function urlSource(start: KubeletStart | null): Pick<StaticPodSource, 'url' | 'headers' | 'diagnostics'> {
  const url = start && decided(start, 'staticPodURL')?.value;
  if (!start || typeof url !== 'string' || url === '') return { url: null, headers: [], diagnostics: [] };
  const headers = headersOf(decided(start, 'staticPodURLHeader')?.value);
  return { url, headers, diagnostics: diagnoseURL(url, headers, locationOf(start, 'staticPodURL')) };
}

/** A member of the configuration, where all that decides it could be read. */
function decided(start: KubeletStart, member: string): { readonly value: unknown } | undefined {
  if (!isDecided(start, member)) return undefined;
  // A flag counts even where there is no configuration.
  return { value: start.config ? start.config[member] : start.origins.get(member)?.value };
}

/** Without what makes no difference: `.`, doubled slashes, and `..` unless a symlink stands before it. */
function resolve(host: Host, path: string, directory: string): string {
  if (path === '') return '';
  const asOpened = isAbsolute(path) ? path : `${trimTrailingSlashes(directory)}/${path}`;
  const tidy = absolute(path, directory);
  return samePlace(host, asOpened, tidy) ? tidy : asOpened;
}

function samePlace(host: Host, a: string, b: string): boolean {
  const [one, other] = [host.realPath(a), host.realPath(b)];
  if (one.ok && other.ok) return one.value === other.value;
  return !one.ok && !other.ok && one.failure.reason === other.failure.reason;
}

function kindOf(look: Looked<FileInfo>): StaticPodSource['kind'] {
  if (look.ok) {
    const { type } = look.value;
    return type === 'directory' || type === 'file' ? type : 'other';
  }
  // The kubelet is root. Only ENOENT is "missing" to it (os.IsNotExist); ENOTDIR, ELOOP … are errors.
  if (isHidden(look.failure)) return 'unknown';
  return look.failure.reason === 'absent' ? 'missing' : 'other';
}

function diagnosePath(host: Host, written: string, resolved: string, look: Looked<FileInfo>): Diagnostic[] {
  if (resolved === '') {
    return [
      {
        ruleId: 'static-pod-path-root',
        severity: 'warning',
        message: `the kubelet cuts slashes from the end of the static pod path, so "${written}" is an empty path, which does not exist`,
        help: 'name a directory below the root',
      },
    ];
  }
  switch (kindOf(look)) {
    case 'missing': {
      const similar = similarTo(host, resolved);
      return [
        {
          ruleId: 'static-pod-path-missing',
          severity: 'warning',
          message: `the static pod path "${resolved}" does not exist, so no static pod runs from it`,
          help: similar
            ? `"${similar}" exists: is that what is meant? If not, create the directory; the kubelet looks again by itself`
            : 'create the directory: the kubelet looks again by itself',
        },
      ];
    }
    case 'other':
      return [
        {
          ruleId: 'static-pod-path-not-directory',
          severity: 'warning',
          message: `the static pod path "${resolved}" is not a directory or file, so no static pod runs from it${cause(look)}`,
          help: 'point the static pod path at a directory',
        },
      ];
    case 'unknown':
      if (!look.ok && look.failure.reason === 'inImage') return [inImage(resolved)];
      return [
        {
          ruleId: 'static-pod-path-unreadable',
          severity: 'info',
          message: `the static pod path "${resolved}" could not be looked at here${cause(look)}`,
          help: 'look as root, as the kubelet does',
        },
      ];
    default:
      return [];
  }
}

function inImage(path: string): Diagnostic {
  return {
    ruleId: 'static-pod-path-in-image',
    severity: 'warning',
    message: `the static pod path "${path}" lies in the image of the kubelet's container, not on the node`,
    help: 'mount a directory of the node there',
  };
}

function cause(look: Looked<FileInfo>): string {
  return look.ok ? ` (it is a ${look.value.type})` : `: ${look.failure.message}`;
}

function locationOf(start: KubeletStart, member: string): { readonly location?: Location } {
  const location = start.origins.get(member)?.origin.location;
  return location ? { location } : {};
}

/** A directory beside a missing path whose name differs by a letter or two. */
function similarTo(host: Host, path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  const [parent, name] = [path.slice(0, slash) || '/', path.slice(slash + 1)];
  const names = host.readDir(parent);
  const near = names.ok ? names.value.find((other) => editDistance(other, name) <= 2) : undefined;
  const found = near === undefined ? undefined : `${parent === '/' ? '' : parent}/${near}`;
  const info = found === undefined ? undefined : host.stat(found);
  return info?.ok && info.value.type === 'directory' ? found : undefined;
}
