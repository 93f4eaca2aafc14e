/** An image's name as github.com/distribution/reference reads it. */
const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_COMPONENT = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const PATH = `${PATH_COMPONENT}(?:/${PATH_COMPONENT})*`;
const TAG = '[\\w][\\w.-]{0,127}';
const DIGEST = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
const REFERENCE = new RegExp(`^${DOMAIN}/(${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);

const MAX_PATH_LENGTH = 255;
/** Longer is no image, and the expression would take its time to say so. */
const MAX_IMAGE_LENGTH = 4096;

/**
 * Whether an image means `latest`, by its tag or for want of tag and digest: parsers.ParseImageName
 * (pkg/util/parsers/parsers.go). What can't be parsed does not.
 */
export function meansLatest(image: string): boolean {
  if (image.length > MAX_IMAGE_LENGTH || /^[a-f0-9]{64}$/.test(image)) return false;
  const [domain, rest] = splitDockerDomain(image);
  const match = REFERENCE.exec(`${domain}/${rest}`);
  if (!match || match[1]!.length > MAX_PATH_LENGTH) return false;
  const [, , tag, digest] = match;
  return tag === undefined ? digest === undefined : tag === 'latest';
}

/** splitDockerDomain (normalize.go): what stands before the first slash is a domain if it looks like one. */
function splitDockerDomain(image: string): [domain: string, rest: string] {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  const isDomain = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  if (isDomain && first !== 'index.docker.io') return [first, image.slice(slash + 1)];
  const rest = isDomain ? image.slice(slash + 1) : image;
  return ['docker.io', rest.includes('/') ? rest : `library/${rest}`];
}
