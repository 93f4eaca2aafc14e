import { locate, nodeAt } from '../manifest/locate.ts';
import type { Container } from '../manifest/pod/types.ts';
import { showValue } from '../manifest/shown.ts';
import { FieldPath } from '../validation/field-path.ts';
import { type Quantity, scaledValue } from '../validation/quantity.ts';
import { defineCheck, type Finding, type ManifestSubject, NOTHING } from './define-check.ts';

/** The runtime's own first process needs more. */
const MEBIBYTE = 1n << 20n;

export default defineCheck({
  id: 'memory-limit-too-small',
  scope: 'file',
  summary: 'a memory limit in which no container starts, such as one in the wrong unit',
  severity: 'warning',
  why: 'Memory is counted in bytes: "512" is 512 bytes, and "512m" is half a byte, rounded up to one. The container runtime can\'t start a process in so little, and the container ends with "container init was OOM-killed (memory limit too low?)", again and again.',
  bad: 'limits: {memory: 512m}',
  good: 'limits: {memory: 512Mi}',
  fix: 'Write Mi or Gi behind the number.',
  links: [
    'pkg/kubelet/kuberuntime/kuberuntime_container_linux.go calculateLinuxResources: bytes, rounded up',
    'pkg/api/pod/warnings.go: "fractional byte value is invalid, must be an integer"',
    'github.com/opencontainers/runc libcontainer/container_linux.go start: "container init was OOM-killed (memory limit too low?)"',
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory',
  ],
  check: (subject) => {
    if (subject.judgement.verdict !== 'runs') return NOTHING;
    const { containers = [], initContainers = [] } = subject.spec;
    if (!containers.some(hasTooSmallLimit) && !initContainers.some(hasTooSmallLimit)) return NOTHING;
    return (['initContainers', 'containers'] as const).flatMap((list) =>
      (subject.spec[list] ?? []).flatMap((container, i) => {
        const limit = container.resources?.limits?.get('memory');
        const path = FieldPath.of('spec').child(list).index(i).child('resources').child('limits');
        return limit && isTooSmall(limit) ? [tooSmall(subject, limit, path.key('memory'))] : [];
      }),
    );
  },
});

function hasTooSmallLimit({ resources }: Container): boolean {
  const limit = resources?.limits?.get('memory');
  return limit !== undefined && isTooSmall(limit);
}

/** No limit is 0, and negative ones are refused. */
function isTooSmall(limit: Quantity): boolean {
  const bytes = scaledValue(limit, 0);
  return bytes > 0n && bytes < MEBIBYTE;
}

function tooSmall({ document }: ManifestSubject, limit: Quantity, path: FieldPath): Finding {
  const written = nodeAt(document, path);
  const text = written?.kind === 'number' ? written.text : written?.kind === 'string' ? written.value : '';
  const bytes = scaledValue(limit, 0);
  const [, digits] = /^(\d{1,6})m?$/.exec(text) ?? [];
  return {
    message: `the memory limit ${showValue(text)} is ${bytes} ${bytes === 1n ? 'byte' : 'bytes'}: no container starts in so little`,
    location: locate(document, path),
    ...(digits !== undefined && { help: `did you mean "${digits}Mi"?` }),
  };
}
