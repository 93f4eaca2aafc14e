import { locate } from '../manifest/locate.ts';
import { visitContainers } from '../manifest/pod/containers-of.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'image-name-invalid',
  scope: 'file',
  summary: 'an image whose name the kubelet cannot read',
  severity: 'warning',
  why: 'The kubelet reads the reference of an image before it pulls it. With one that is none the container waits in InvalidImageName for ever; the API server and "kubectl apply" take any text.',
  bad: 'image: Nginx:1.29',
  good: 'image: nginx:1.29',
  fix: 'Write [registry/]repository[:tag][@digest]: the repository in lower case, nothing in it but letters, digits and single ".", "_", "-" and "/" between them.',
  links: [
    'pkg/kubelet/images/image_manager.go EnsureImageExists, applyDefaultImageTag',
    'github.com/distribution/reference normalize.go ParseNormalizedNamed; regexp.go ReferenceRegexp',
  ],
  check: ({ document, spec, judgement }) => {
    if (judgement.verdict !== 'runs') return NOTHING;
    const found: Finding[] = [];
    visitContainers(spec, FieldPath.of('spec'), ({ name, image = '' }, at) => {
      // White space around it is refused, and a template's mark is said to be one.
      if (image === '' || image !== image.trim() || /[$<>{}]/.test(image)) return;
      const reason = reasonAgainst(image);
      if (reason === undefined) return;
      found.push({
        message: `the container "${name}" never starts (InvalidImageName): "${image.slice(0, 100)}" is no image, for ${reason}`,
        location: locate(document, at.child('image')),
        help: 'write it as registry/repository:tag',
      });
    });
    return found;
  },
});

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** Of registry and repository together. */
const MAX_NAME = 255;

/** What the parser does not take; undefined where it takes all. */
function reasonAgainst(image: string): string | undefined {
  if (/\s/.test(image)) return 'it has white space in it';
  if (/^[a-f0-9]{64}$/.test(image)) return 'a bare number is the ID of one';
  const at = image.indexOf('@');
  const [name, digest] = at < 0 ? [image, undefined] : [image.slice(0, at), image.slice(at + 1)];
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const hasRegistry =
    slash > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  const colon = rest.indexOf(':');
  const [repository, tag] = colon < 0 ? [rest, undefined] : [rest.slice(0, colon), rest.slice(colon + 1)];
  if (repository !== repository.toLowerCase()) return `"${repository.slice(0, 60)}" must be in lower case`;
  if (hasRegistry && !REGISTRY.test(first)) return `"${first.slice(0, 60)}" is no registry`;
  if (!REPOSITORY.test(repository)) return `"${repository.slice(0, 60)}" is no repository`;
  if (tag !== undefined && !TAG.test(tag)) return `"${tag.slice(0, 60)}" is no tag`;
  if (digest !== undefined && !DIGEST.test(digest)) return 'what stands behind "@" is no digest';
  return (hasRegistry ? name.length - (tag?.length ?? -1) - 1 : repository.length) > MAX_NAME
    ? 'it is too long'
    : undefined;
}
