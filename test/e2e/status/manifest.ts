import { MANIFESTS } from '../doctor/fault.ts';
import type { PrivateNode } from '../node/private-node.ts';

/** Of a static pod; what is left out is as simple as can be. */
export interface Manifest {
  readonly name: string;
  readonly namespace?: string;
  readonly metadata?: string;
  readonly image?: string;
  readonly pullPolicy?: string;
  readonly args?: string;
  /** More of the container's fields, and of the pod's, in flow style. */
  readonly container?: string;
  readonly spec?: string;
}

/** A manifest as people write them. The pod waits, unless its arguments say something else. */
export function manifest({ name, namespace = 'default', ...wish }: Manifest): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: ${namespace}
${wish.metadata ? `  ${wish.metadata}\n` : ''}spec:
  hostNetwork: true
${wish.spec ? `  ${wish.spec}\n` : ''}  containers:
    - name: ${name}-main
      image: ${wish.image ?? 'spctl.test/pod:1'}
      imagePullPolicy: ${wish.pullPolicy ?? 'Never'}
      args: [${wish.args ?? ''}]
${wish.container ? `      ${wish.container}\n` : ''}`;
}

export const pathOf = (name: string) => `${MANIFESTS}/${name}.yaml`;

/** Puts a static pod on a node. */
export function addPod(node: PrivateNode, wish: Manifest): void {
  node.write(pathOf(wish.name), manifest(wish));
}

export function removePod(node: PrivateNode, name: string): void {
  node.shell(`rm ${pathOf(name)}`);
}
