import type { Component } from '../control-plane/component.ts';
import { editDistance } from '../schema/suggest.ts';
import { NEWEST_MINOR } from '../versions/minor.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

const REGISTRY = 'registry.k8s.io';

/** Longer names are no typing mistakes. */
const MAX_IMAGE = 128;

export default defineCheck({
  id: 'component-image-unknown',
  scope: 'file',
  summary: 'the image of a control plane program is not in the registry of Kubernetes',
  severity: 'warning',
  programs: ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
  why: 'registry.k8s.io has the programs under their own names, and the versions of Kubernetes with a "v". Of another name or tag there is no image: the container waits in ImagePullBackOff, and the old one has been stopped already.',
  bad: 'image: registry.k8s.io/kube-apiserver:1.34.1',
  good: 'image: registry.k8s.io/kube-apiserver:v1.34.1',
  fix: 'Correct the name or the tag.',
  links: ['https://kubernetes.io/releases/download/#container-images', 'cmd/kubeadm/app/images/images.go'],
  check: ({ components }) => components.flatMap((component) => unknown(component) ?? NOTHING),
});

function unknown({ name, image, source }: Component): Finding | undefined {
  if (image.text.length > MAX_IMAGE) return undefined;
  const [, registry, repository, tag] = /^([^/@]+\.[^/@]+)\/([^/:@]+)(?::([^/:@]+))?$/.exec(image.text) ?? [];
  if (registry === undefined || repository === undefined) return undefined;
  const tagged = tag === undefined ? '' : `:${tag}`;
  const said = (message: string, meant: string): Finding => ({
    message,
    location: source.locate(image.range),
    help: `write "${meant}"`,
  });
  if (isSlip(registry) && repository === name)
    return said(
      `${name} probably does not start: the registry "${registry}" is nearly "${REGISTRY}"`,
      `${REGISTRY}/${repository}${tagged}`,
    );
  if (registry !== REGISTRY) return undefined;
  if (repository !== name && repository.length <= 40 && editDistance(repository, name) <= 2)
    return said(
      `${name} does not start: ${REGISTRY} has no image "${repository}"`,
      `${REGISTRY}/${name}${tagged}`,
    );
  if (name === 'etcd' || repository !== name || isRelease(tag ?? '')) return undefined;
  if (/^\d+\.\d+\.\d+$/.test(tag ?? ''))
    return said(
      `${name} does not start: ${REGISTRY} has no tag "${tag}" of it, for its tags begin with "v"`,
      `${REGISTRY}/${name}:v${tag}`,
    );
  return said(
    `${name} does not start: ${REGISTRY} has no tag "${tag ?? 'latest'}" of it, for each is a release of Kubernetes`,
    `${REGISTRY}/${name}:v1.${NEWEST_MINOR}.0`,
  );
}

/** Releases that there may be for years to come: three minors a year. */
const MAX_MINOR = NEWEST_MINOR + 15;

/** Whether a tag is that of a release, or of one before it. */
function isRelease(tag: string): boolean {
  const [, major, minor] = /^v(\d+)\.(\d+)\.\d+(?:-(?:alpha|beta|rc)\.\d+)?$/.exec(tag) ?? [];
  return major === '1' && Number(minor) <= MAX_MINOR;
}

/** Whether letters of the registry's name are swapped or lost; with another letter in it, it may be a mirror's. */
function isSlip(registry: string): boolean {
  if (registry === REGISTRY || registry.length > REGISTRY.length + 2) return false;
  // That domain has one owner, and no mirror.
  if (registry.endsWith('.k8s.io')) return editDistance(registry, REGISTRY) <= 2;
  if (registry.length > REGISTRY.length) return false;
  const rest = [...REGISTRY];
  for (const letter of registry) {
    const at = rest.indexOf(letter);
    if (at < 0) return false;
    rest.splice(at, 1);
  }
  return editDistance(registry, REGISTRY) <= 2;
}
