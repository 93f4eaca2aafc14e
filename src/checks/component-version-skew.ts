import { minorOf } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './running-components.ts';

export default defineCheck({
  id: 'component-version-skew',
  scope: 'directory',
  summary: 'the image of kube-controller-manager or kube-scheduler does not go with that of kube-apiserver',
  severity: 'warning',
  why: 'The controller manager and the scheduler must not be newer than the API server they talk to, and at most one minor older. Beyond that they may ask for APIs that it does not serve, and nobody tests it.',
  bad: 'kube-apiserver:v1.33.2 and kube-scheduler:v1.35.0',
  good: 'kube-apiserver:v1.34.1 and kube-scheduler:v1.34.1',
  fix: 'Take the same version for all three; upgrade kube-apiserver first.',
  links: [
    'https://kubernetes.io/releases/version-skew-policy/#kube-controller-manager-kube-scheduler-and-cloud-controller-manager',
  ],
  check: ({ files }) => {
    const components = controlPlaneOf(files);
    if (components.length < 2) return NOTHING;
    const [server, ...others] = components.filter(({ name }) => name === 'kube-apiserver');
    const minor = server && minorOf(server);
    if (!server || typeof minor !== 'number' || others.length > 0) return NOTHING;
    return components.flatMap((component) => skew(component, server, minor));
  },
});

function skew(component: Component, server: Component, minor: Minor): Finding[] {
  const own = minorOf(component);
  if (component.name === 'etcd' || own === null || (own <= minor && minor - own <= 1)) return [];
  const how = own > minor ? 'newer than' : `${minor - own} minors older than`;
  return [
    {
      message: `${component.name} ${formatMinor(own)} is ${how} kube-apiserver ${formatMinor(minor)}, which is not supported: ${own > minor ? 'it must not be newer' : 'one minor is the most'}`,
      location: component.source.locate(component.image.range),
      help: 'take the same version for both',
      related: [{ location: server.source.locate(server.image.range), message: "kube-apiserver's image" }],
    },
  ];
}
