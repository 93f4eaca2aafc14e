import { type AddressRange, parseRange } from '../control-plane/address-range.ts';
import {
  type Component,
  type ComponentFlag,
  componentsNamed,
  flagValue,
} from '../control-plane/component.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';

export default defineCheck({
  id: 'pod-range-overlaps-services',
  scope: 'directory',
  summary: 'pods get their addresses out of the range of Services',
  severity: 'warning',
  why: 'The controller manager gives each node a part of --cluster-cidr for its pods, and leaves out what its own --service-cluster-ip-range has: where that is all of it, no node gets any ("CIDRNotAvailable"), and no network plugin starts that goes by it. Without that flag an address may be given to a pod and to a Service, and what is for the one reaches the other.',
  bad: '--cluster-cidr=10.96.0.0/16 and --service-cluster-ip-range=10.96.0.0/12',
  good: '--cluster-cidr=10.244.0.0/16 and --service-cluster-ip-range=10.96.0.0/12',
  fix: 'Set --cluster-cidr to the range that the network plugin has for pods.',
  links: [
    'pkg/controller/nodeipam/ipam/range_allocator.go filterOutServiceRange; cidrset/cidr_set.go Occupy',
    'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
  ],
  check: ({ files }) => {
    const components = controlPlaneOf(files);
    const servers = componentsNamed(components, 'kube-apiserver');
    return componentsNamed(components, 'kube-controller-manager').flatMap((manager) => {
      const pods = flagValue(manager, 'cluster-cidr');
      // Without it nobody gives nodes a part of the range.
      if (!pods || flagValue(manager, 'allocate-node-cidrs')?.value !== 'true') return NOTHING;
      const problem = problemOf(pods, manager, servers);
      if (!problem) return NOTHING;
      const { reason, component, flag } = problem;
      return [
        {
          message: reason,
          location: manager.source.locate(pods.valueWord.range),
          help: 'set --cluster-cidr to the range that the network plugin has for pods',
          related: [
            { location: component.source.locate(flag.valueWord.range), message: 'the range of Services' },
          ],
        },
      ];
    });
  },
});

const FLAG = 'service-cluster-ip-range';

function problemOf(pods: ComponentFlag, manager: Component, servers: readonly Component[]) {
  const own = flagValue(manager, FLAG);
  if (own) {
    const left = rangesOf(pods).filter((range) => !rangesOf(own).some((all) => isWithin(range, all)));
    if (left.length > 0 || rangesOf(pods).length === 0) return undefined;
    const reason = `no node gets a range for its pods: all of --cluster-cidr, "${pods.value}", lies in --service-cluster-ip-range, "${own.value}", which the controller manager leaves out`;
    return { reason, component: manager, flag: own };
  }
  for (const component of servers) {
    const flag = flagValue(component, FLAG);
    if (!flag || !overlap(rangesOf(pods), rangesOf(flag))) continue;
    const reason = `--cluster-cidr, "${pods.value}", and the API server's --service-cluster-ip-range, "${flag.value}", overlap: an address in both may be given to a pod and to a Service`;
    return { reason, component, flag };
  }
  return undefined;
}

function rangesOf({ value }: ComponentFlag): readonly AddressRange[] {
  return (value ?? '').split(',').flatMap((text) => parseRange(text.trim()) ?? []);
}

function overlap(ones: readonly AddressRange[], others: readonly AddressRange[]): boolean {
  return ones.some((one) => others.some((other) => isWithin(one, other) || isWithin(other, one)));
}

function isWithin(one: AddressRange, all: AddressRange): boolean {
  if (one.family !== all.family || one.prefix < all.prefix) return false;
  const bits = BigInt((one.family === 4 ? 32 : 128) - all.prefix);
  return one.start >> bits === all.start >> bits;
}
