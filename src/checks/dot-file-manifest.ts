import { baseName } from '../node/host/path.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

/** A pod is a few kilobytes; swap files and the like may be anything. */
const MAX_LOOKED_AT = 256 * 1024;

export default defineCheck({
  id: 'dot-file-manifest',
  scope: 'directory',
  summary: 'a file whose name begins with a dot holds a Pod, which does not run',
  severity: 'info',
  why: 'The kubelet passes over names that begin with a dot, silently, when it lists the directory and when it watches it. That is a way to put a manifest aside, and a surprise where the name was meant otherwise.',
  bad: '.web.yaml in the static pod directory',
  good: 'web.yaml',
  fix: 'Rename the file to run its pod, or move it elsewhere.',
  links: ['pkg/kubelet/config/file.go extractFromDir', 'pkg/kubelet/config/file_linux.go produceWatchEvent'],
  check: ({ host, files }) => {
    const dotted = files.filter(
      ({ verdict, path }) => verdict === 'ignored' && baseName(path).startsWith('.'),
    );
    if (dotted.length === 0) return NOTHING;
    return dotted.flatMap(({ path }): Finding[] => {
      const content = host.readFile(path, MAX_LOOKED_AT);
      if (!content.ok) return [];
      const document = parseDocument(content.value, path);
      const [kind, name] = [getMember(document.root, 'kind'), getMember(document.root, 'metadata', 'name')];
      if (kind?.kind !== 'string' || kind.value !== 'Pod' || name?.kind !== 'string') return [];
      return [
        {
          message: `the kubelet passes over names that begin with a dot, so the pod "${name.value}" does not run from this file`,
          location: document.source.locate(name.range),
          help: 'rename the file to run the pod, or move it elsewhere',
        },
      ];
    });
  },
});
