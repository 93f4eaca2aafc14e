import { type RunsAgainstItsName, saidByName } from '../directory/said-by-name.ts';
import { defineCheck } from './define-check.ts';

export default defineCheck({
  id: 'manifest-copy-runs',
  scope: 'directory',
  summary: 'the kubelet runs a file whose name says that it is a copy of a manifest',
  severity: 'warning',
  why: 'The kubelet reads every file whose name does not begin with a dot, whatever its ending. A backup copy beside its original holds the same pod, and the last in byte order of names wins, without a log line: "web.yaml.bak", "web.yaml~" and "web.yaml.orig" win over "web.yaml", whose edits then last until the next look of the kubelet at most. A copy that stands alone runs as well.',
  bad: 'web.yaml and web.yaml.bak in the static pod directory',
  good: 'web.yaml there, and web.yaml.bak in another directory',
  fix: 'Move the copy out of the directory, and keep copies elsewhere from the start.',
  links: [
    'pkg/kubelet/config/file.go extractFromDir, replaceStore',
    'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
  ],
  check: ({ files, facts }) =>
    saidByName('copy', files, facts).map((one) => ({
      message: `this file is, by its name, ${one.what}, and yet the kubelet runs ${consequence(one)}`,
      location: one.location,
      help: `move "${one.file}" out of the directory`,
      ...(one.instead.length > 0 && {
        related: one.instead.map(({ location }) => ({ location, message: 'this pod does not run' })),
      }),
    })),
});

function consequence({ instead: [loser], refused, pod }: RunsAgainstItsName): string {
  if (loser) return `it instead of "${loser.name}", of which no edit lasts`;
  if (refused !== undefined) return `its pod, "${pod}", in place of that of "${refused}", which it refuses`;
  return `its pod, "${pod}": it reads every name that does not begin with a dot`;
}
