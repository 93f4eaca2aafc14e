import { parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'symlink-target-unwatched',
  scope: 'directory',
  summary: 'a manifest is a symlink to a file elsewhere, whose changes the kubelet does not watch',
  severity: 'info',
  why: 'The kubelet watches the directory itself. A change of what a symlink in it leads to shows only when the kubelet lists the directory again, by default every 20 seconds (fileCheckFrequency); until then the old pod runs. A target that is removed ends the pod then as well.',
  bad: 'web.yaml -> /srv/pods/web.yaml',
  good: 'a copy of web.yaml in the directory',
  fix: 'Nothing has to be done; copy the file into the directory where a change should show at once.',
  links: [
    'pkg/kubelet/config/file_linux.go doWatch',
    'https://github.com/kubernetes/kubernetes/issues/40123',
  ],
  check: ({ host, files }) => {
    const found: Finding[] = [];
    for (const { path, stage } of files) {
      if (stage === null) continue;
      const info = host.lstat(path);
      if (!info.ok || info.value.type !== 'symlink') continue;
      const [real, directory] = [host.realPath(path), host.realPath(parentOf(path))];
      if (!real.ok || !directory.ok || parentOf(real.value) === directory.value) continue;
      found.push({
        message: `this is a symlink to "${real.value}": the kubelet notices a change there only when it lists the directory again, by default every 20 seconds`,
        location: { file: path },
        help: 'expect a delay after a change, or copy the file into the directory',
      });
    }
    return found;
  },
});
