import { type AddressRange, parseRange } from '../../control-plane/address-range.ts';
import { componentsNamed, flagValue } from '../../control-plane/component.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { NodeSubject } from '../define-check.ts';
import { settingOf, startOnNode } from './kubelet-on-node.ts';
import { runningComponents } from './running-components.ts';

/** The DNS servers that the kubelet gives to pods, beside the addresses that Services of this cluster have. */
export interface ClusterDns {
  readonly addresses: readonly string[];
  /** Where clusterDNS is set. */
  readonly location: Location;
  /** Of --service-cluster-ip-range of the API server of this node, one for each family. */
  readonly ranges: readonly AddressRange[];
  /** That flag's value, and where it stands. */
  readonly written: string;
  readonly rangeLocation: Location;
}

/** Undefined where one of the two is not known, or nobody set it. */
export function clusterDns({ report, files }: NodeSubject): ClusterDns | undefined {
  const server = componentsNamed(runningComponents(files), 'kube-apiserver')[0];
  const flag = server && flagValue(server, 'service-cluster-ip-range');
  if (!flag?.value) return undefined;
  const ranges = flag.value.split(',').map(parseRange);
  if (!ranges.every((range) => range !== undefined)) return undefined;
  const start = startOnNode(report);
  const setting = start && settingOf(start, 'clusterDNS');
  if (!setting?.location || !Array.isArray(setting.value)) return undefined;
  return {
    addresses: setting.value.filter((address) => typeof address === 'string'),
    location: setting.location,
    ranges,
    written: flag.value,
    rangeLocation: server!.source.locate(flag.valueWord.range),
  };
}
