import { type Component, componentsNamed, type Mount } from '../control-plane/component.ts';
import { type Place, placeOf } from '../control-plane/container-path.ts';
import { fileFlagsOf } from '../control-plane/file-flags.ts';
import type { Host } from '../node/host/host.ts';
import { baseName, clean, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { isMisspelt } from './reading/near-name.ts';
import { controlPlaneOf } from './reading/running-components.ts';

export default defineCheck({
  id: 'mount-source-differs',
  scope: 'directory',
  summary: 'a program of the control plane has other files of the node mounted at a path than its sibling',
  severity: 'warning',
  why: 'The API server, the controller manager and the scheduler of a node share their certificates. Where a hostPath of one of them leads elsewhere, it finds other files under the same names or none: the kubelet makes a directory that is missing, and the program ends when it starts.',
  bad: 'path: /etc/kubernetes/WRONG-PKI mounted at /etc/kubernetes/pki, where the API server has /etc/kubernetes/pki',
  good: 'path: /etc/kubernetes/pki mounted at /etc/kubernetes/pki in both',
  fix: 'Correct the path of the hostPath volume.',
  links: [
    'cmd/kubeadm/app/phases/controlplane/volumes.go getHostPathVolumesForTheControlPlane',
    'pkg/volume/hostpath/host_path.go checkTypeInternal',
  ],
  check: ({ host, files }) => {
    const components = controlPlaneOf(files);
    if (components.length < 2) return NOTHING;
    const server = componentsNamed(components, 'kube-apiserver')[0];
    if (!server) return NOTHING;
    return components.flatMap((component) =>
      component.name === 'etcd' || component === server ? NOTHING : differing(host, component, server),
    );
  },
});

/**
 * A difference counts where one has the path of the node itself and the other one beside it, by a typing mistake or
 * as a copy: who has the files in quite another place means to.
 */
function differing(host: Host, component: Component, server: Component): readonly Finding[] {
  return component.mounts.flatMap((mount) => {
    const { at } = mount;
    const other = server.mounts.find((one) => one.at === at);
    const [own, others] = [sourceOf(mount), other && sourceOf(other)];
    if (!other || !own || !others || own === others) return NOTHING;
    if ((own !== at && others !== at) || parentOf(own) !== parentOf(others)) return NOTHING;
    const [odd, oddMount, sound, soundMount] =
      own === at ? [server, other, component, mount] : [component, mount, server, other];
    const needed = fileFlagsOf(odd).find(({ path }) => {
      const place = placeOf(odd, path);
      return place.kind === 'node' && place.mount === oddMount && isMissed(host, place, placeOf(sound, path));
    });
    if (!needed) return NOTHING;
    const isKnown = host.stat(sourceOf(soundMount)!).ok;
    if (!isKnown && !looksWrong(sourceOf(oddMount)!, at)) return NOTHING;
    return [
      {
        message: `${odd.name} has "${oddMount.hostPath!.text}" of the node mounted at "${at}", where ${sound.name} has "${soundMount.hostPath!.text}": it does not find the same files there, such as "${needed.path}"`,
        location: odd.source.locate(oddMount.hostPath!.range),
        help: `set the path of the hostPath volume "${oddMount.volume}" to "${at}"`,
        related: [
          { location: sound.source.locate(soundMount.hostPath!.range), message: `${sound.name} has this` },
        ],
      } satisfies Finding,
    ];
  });
}

/** Whether a file is not where the one mount has it, and is where the other has it or neither is known. */
function isMissed(host: Host, { path }: Extract<Place, { kind: 'node' }>, sound: Place): boolean {
  if (host.stat(path).ok) return false;
  return sound.kind !== 'node' || host.stat(sound.path).ok || !host.stat(parentOf(sound.path)).ok;
}

/** By its name alone, where the node can't be looked at: others have a directory of their own there, on purpose. */
function looksWrong(source: string, meant: string): boolean {
  return isMisspelt(source, meant) || /old|bak|backup|wrong|copy|orig/i.test(baseName(source));
}

function sourceOf({ hostPath, subPath, subPathExpr }: Mount): string | undefined {
  return hostPath && subPathExpr === '' ? clean(`${hostPath.text}/${subPath}`) : undefined;
}
