import type { Host } from '../node/host/host.ts';
import { baseName, join, parentOf } from '../node/host/path.ts';
import { editDistance } from '../schema/suggest.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'manifests-directory-mistaken',
  scope: 'node',
  area: 'static-pods',
  summary: "a pod lies in a directory that is nearly the kubelet's, or below it",
  severity: 'warning',
  why: 'The kubelet reads the files of one directory, and none of those below it. What lies in a directory whose name is a letter off, or in one of its own inside, does not run, and no log says so.',
  bad: '/etc/kubernetes/manifest/web.yaml, with staticPodPath: /etc/kubernetes/manifests',
  good: '/etc/kubernetes/manifests/web.yaml',
  fix: 'Move the file into the directory that the kubelet reads.',
  links: ['pkg/kubelet/config/file.go extractFromDir: "not recursing into manifest path"'],
  check: ({ host, report, files }) => {
    const { source } = report;
    if (source.kind !== 'directory' || source.resolvedPath === null) return NOTHING;
    const read = source.resolvedPath;
    const real = host.realPath(read);
    const known = new Set([read, ...(real.ok ? [real.value] : [])]);
    const running = files.flatMap(({ verdict, judgement }) =>
      verdict === 'runs' ? (judgement?.pod?.name ?? []) : [],
    );
    const near = [...nearNamed(host, read), '/etc/kubelet.d'].flatMap((directory) => {
      const path = host.realPath(directory);
      return path.ok && !known.has(path.value) ? [directory] : [];
    });
    return [
      ...near.flatMap((directory) => finding(host, directory, running, read)),
      ...directoriesIn(host, read)
        .filter((directory) => !PUT_ASIDE.test(baseName(directory)))
        .flatMap((directory) => finding(host, directory, running, read)),
    ];
  },
});

/** At most so many names of a directory are looked at. */
const MOST = 64;

/** Names of directories for what is not to run. */
const PUT_ASIDE =
  /bak|back|old|orig|save|disabl|off|archive|example|sample|template|tmp|temp|stop|remov|unused|aside|parked|inactive|hold|^\.|~|\d/i;

function finding(
  host: Host,
  directory: string,
  running: readonly string[],
  read: string,
): readonly Finding[] {
  // The kubelet puts the name of the node behind it.
  const pods = podsIn(host, directory).filter(
    ({ name }) => !running.some((full) => full.startsWith(`${name}-`)),
  );
  const [first, ...others] = pods;
  if (!first) return NOTHING;
  const more = others.length === 0 ? '' : `, and ${others.length} more beside it`;
  return [
    {
      message: `the pod "${first.name}" does not run${more}: it lies in "${directory}", and the kubelet reads "${read}"${
        parentOf(directory) === read ? ' alone, and nothing below it' : ''
      }`,
      location: { file: first.path },
      help: `move what should run to "${read}"`,
    },
  ];
}

/** Directories a letter or two off, here or one level above. */
function nearNamed(host: Host, read: string): string[] {
  const parent = parentOf(read);
  const beside = directoriesIn(host, parent).filter((path) => isNear(path, read));
  const above = parent === '/' ? [] : directoriesIn(host, parentOf(parent));
  return [
    ...beside,
    ...above.filter((path) => isNear(path, parent)).map((path) => join(path, baseName(read))),
  ];
}

function isNear(path: string, meant: string): boolean {
  const [a, b] = [baseName(path), baseName(meant)];
  if (a === b || Math.min(a.length, b.length) < 6 || Math.max(a.length, b.length) > 64) return false;
  return !PUT_ASIDE.test(a) && editDistance(a, b) <= 2;
}

function directoriesIn(host: Host, directory: string): string[] {
  const names = host.readDir(directory);
  return (names.ok ? names.value : [])
    .slice(0, MOST)
    .map((name) => join(directory, name))
    .filter((path) => {
      const look = host.stat(path);
      return look.ok && look.value.type === 'directory';
    });
}

function podsIn(host: Host, directory: string): { readonly path: string; readonly name: string }[] {
  const names = host.readDir(directory);
  return (names.ok ? names.value : []).slice(0, MOST).flatMap((name) => {
    const path = join(directory, name);
    const content = /\.(?:ya?ml|json|manifest)$/.test(name) ? host.readFile(path, MAX_SIZE) : undefined;
    if (!content?.ok) return [];
    const { root } = parseDocument(content.value, path);
    const [kind, pod] = [getMember(root, 'kind'), getMember(root, 'metadata', 'name')];
    const isPod = kind?.kind === 'string' && kind.value === 'Pod';
    return isPod && pod?.kind === 'string' ? [{ path, name: pod.value }] : [];
  });
}

const MAX_SIZE = 1024 * 1024;
