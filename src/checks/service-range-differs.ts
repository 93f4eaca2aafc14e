import { type AddressRange, parseRange } from '../control-plane/address-range.ts';
import {
  type Component,
  type ComponentFlag,
  componentsNamed,
  flagValue,
} from '../control-plane/component.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';

const FLAG = 'service-cluster-ip-range';

export default defineCheck({
  id: 'service-range-differs',
  scope: 'directory',
  summary: 'the API server and the controller manager have different ranges for Services',
  severity: 'warning',
  why: "The API server gives Services their addresses out of its range; the controller manager keeps its own range out of the addresses of pods. One of the two is not the cluster's: after a change at the API server alone, the Services that exist, the DNS server among them, lie outside its range.",
  bad: '--service-cluster-ip-range=10.100.0.0/16 of the API server, 10.96.0.0/12 of the controller manager',
  good: '--service-cluster-ip-range=10.96.0.0/12 of both',
  fix: 'Set the range that the cluster was made with in both.',
  links: [
    'pkg/controlplane/apiserver/options getServiceIPAndRanges',
    'pkg/controller/nodeipam/ipam/range_allocator.go NewCIDRRangeAllocator, filterOutServiceRange',
    'cmd/kubeadm/app/phases/controlplane/manifests.go getAPIServerCommand, getControllerManagerCommand',
  ],
  check: ({ files }) => {
    const components = controlPlaneOf(files);
    const managers = componentsNamed(components, 'kube-controller-manager');
    if (managers.length === 0) return NOTHING;
    return componentsNamed(components, 'kube-apiserver').flatMap((server) => {
      const ofServer = rangesOf(server);
      return ofServer ? managers.flatMap((manager) => differing(server, ofServer, manager)) : NOTHING;
    });
  },
});

interface Ranges {
  readonly flag: ComponentFlag;
  readonly ranges: readonly AddressRange[];
}

/** Undefined where the flag is not set, or not all of it is known. */
function rangesOf(component: Component): Ranges | undefined {
  const flag = flagValue(component, FLAG);
  const ranges = flag?.value?.trim().split(',').map(parseRange);
  return flag && ranges?.every((range) => range !== undefined) ? { flag, ranges } : undefined;
}

/** A family that only one of them names is not compared: the controller manager may leave one out. */
function differing(server: Component, ofServer: Ranges, manager: Component): readonly Finding[] {
  const ofManager = rangesOf(manager);
  const differs = ofManager?.ranges.some(({ family, start, prefix }) => {
    const same = ofServer.ranges.find((range) => range.family === family);
    return same !== undefined && (same.start !== start || same.prefix !== prefix);
  });
  if (!ofManager || !differs) return NOTHING;
  return [
    {
      message: `the API server takes addresses of Services from "${ofServer.flag.value}", and the controller manager has "${ofManager.flag.value}" for them: one of them is not the range that the cluster was made with`,
      location: server.source.locate(ofServer.flag.valueWord.range),
      help: 'give both the range that the Service "kubernetes" has its address from',
      related: [
        {
          location: manager.source.locate(ofManager.flag.valueWord.range),
          message: "the controller manager's range",
        },
      ],
    },
  ];
}
