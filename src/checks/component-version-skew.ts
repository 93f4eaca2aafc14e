import { minorOf } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import type { Location } from '../diagnostics/location.ts';
import { formatMinor, type Minor, OLDEST_LIKELY, OLDEST_MINOR } from '../versions/minor.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';

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
    const versioned = components.flatMap((component): Versioned[] => {
      const minor = component.name === 'etcd' ? null : minorOf(component);
      return minor === null ? [] : [{ component, minor }];
    });
    const [server, ...more] = versioned.filter(({ component }) => component.name === 'kube-apiserver');
    if (!server || more.length > 0 || isOwnTag(versioned)) return NOTHING;
    const odd = versioned.filter(({ minor }) => minor > server.minor || server.minor - minor > 1);
    const [first, second] = odd;
    if (!first) return NOTHING;
    // Where the two others are of one version, theirs is probably meant.
    return second?.minor === first.minor ? [oddServer(server, odd)] : odd.map((one) => skew(one, server));
  },
});

interface Versioned {
  readonly component: Component;
  readonly minor: Minor;
}

/** Beside a version of today, one of the first years is that of somebody's own build. */
function isOwnTag(versioned: readonly Versioned[]): boolean {
  const minors = versioned.map(({ minor }) => minor);
  return minors.some((minor) => minor < OLDEST_LIKELY) && minors.some((minor) => minor >= OLDEST_MINOR);
}

function skew(one: Versioned, server: Versioned): Finding {
  return {
    message: `${shown(one)} is ${compared(one.minor, server.minor)} ${shown(server)}, which is not supported: ${one.minor > server.minor ? 'it must not be newer' : 'one minor is the most'}`,
    location: imageOf(one),
    help: 'take the same version for both',
    related: [{ location: imageOf(server), message: "kube-apiserver's image" }],
  };
}

function oddServer(server: Versioned, others: readonly Versioned[]): Finding {
  const names = others.map(({ component }) => component.name).join(' and ');
  const { minor } = others[0]!;
  return {
    message: `${shown(server)} is ${compared(server.minor, minor)} ${names} ${formatMinor(minor)}, which is not supported: ${minor > server.minor ? 'they must not be newer' : 'one minor is the most'}`,
    location: imageOf(server),
    help: 'take the same version for all three',
    related: others.map((one) => ({ location: imageOf(one), message: `${one.component.name}'s image` })),
  };
}

function shown({ component, minor }: Versioned): string {
  return `${component.name} ${formatMinor(minor)}`;
}

function compared(minor: Minor, other: Minor): string {
  const by = Math.abs(minor - other);
  return `${by} ${by === 1 ? 'minor' : 'minors'} ${minor > other ? 'newer' : 'older'} than`;
}

function imageOf({ component }: Versioned): Location {
  return component.source.locate(component.image.range);
}
