import { minorOf } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'component-image-tag',
  scope: 'directory',
  summary: "a control plane program's image has a tag that is no version, unlike the others beside it",
  severity: 'info',
  why: 'The images of a control plane are tagged with the version of Kubernetes, and mostly all with one. A tag that is no version may be meant, but is often a typing mistake: the container then waits for an image that does not exist.',
  bad: 'kube-apiserver:v1.34.1 and kube-scheduler:v134.1',
  good: 'kube-apiserver:v1.34.1 and kube-scheduler:v1.34.1',
  fix: 'Write the version that the others have.',
  links: ['https://kubernetes.io/releases/version-skew-policy/'],
  check: ({ files }) => {
    const components = runningComponents(files).filter(({ name }) => name !== 'etcd');
    if (components.length < 2) return NOTHING;
    const odd = components.filter(isOdd);
    const other = odd.length > 0 && components.find((component) => minorOf(component) !== null);
    return other ? odd.map((component) => oddTag(component, other)) : NOTHING;
  },
});

/** A digest needs no tag, and another image is tagged in its own way. */
function isOdd(component: Component): boolean {
  const { image, name } = component;
  return minorOf(component) === null && tagOf(image.text) !== undefined && image.text.includes(`${name}:`);
}

function tagOf(image: string): string | undefined {
  return image.includes('@') ? undefined : /:([^/:$]+)$/.exec(image)?.[1];
}

function oddTag({ name, image, source }: Component, other: Component): Finding {
  return {
    message: `the tag "${tagOf(image.text)}" of ${name}'s image is no version of Kubernetes, and that of ${other.name} beside it is "${tagOf(other.image.text) ?? other.image.text}"`,
    location: source.locate(image.range),
    help: 'write the version that the others have, if this one is no tag of your own',
    related: [{ location: other.source.locate(other.image.range), message: `${other.name}'s image` }],
  };
}
