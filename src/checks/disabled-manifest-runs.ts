import { saidByName } from '../directory/said-by-name.ts';
import { defineCheck } from './define-check.ts';

export default defineCheck({
  id: 'disabled-manifest-runs',
  scope: 'directory',
  summary: 'the kubelet runs a file whose name says that it is switched off, or an example',
  severity: 'warning',
  why: 'The kubelet reads every file whose name does not begin with a dot, whatever its ending: a manifest that was renamed in place to switch it off, as "web.yaml.disabled" or "_web.yaml", runs on, and so does an example.',
  bad: 'web.yaml.disabled in the static pod directory',
  good: '/etc/kubernetes/manifests-disabled/web.yaml',
  fix: 'Move the file out of the directory.',
  links: ['pkg/kubelet/config/file.go extractFromDir', 'pkg/kubelet/config/file_linux.go produceWatchEvent'],
  check: ({ files, facts }) =>
    saidByName('disabled', files, facts).map(({ file, location, what, pod, instead }) => ({
      message: `this file is, by its name, ${what}, and yet the kubelet runs its pod, "${pod}"${
        instead.length === 0 ? '' : `, instead of that of "${instead[0]!.name}"`
      }: it reads every name that does not begin with a dot`,
      location,
      help: `move "${file}" out of the directory`,
    })),
});
