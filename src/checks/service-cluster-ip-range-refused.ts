import { type AddressRange, parseRange } from '../control-plane/address-range.ts';
import { type CommandLine, commandLineOf, isRecorded, lastUse } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { isOpen } from '../control-plane/read-line.ts';
import { parseIP } from '../validation/ip.ts';
import type { Minor } from '../versions/minor.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'service-cluster-ip-range-refused',
  scope: 'file',
  summary: 'kube-apiserver is given a --service-cluster-ip-range that it refuses',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'kube-apiserver ends when the range of service addresses is no CIDR, is too large for it, holds two ranges of one family, or is of another family than its own address. The kubelet restarts it for ever.',
  bad: '--service-cluster-ip-range=10.96.0.0',
  good: '--service-cluster-ip-range=10.96.0.0/12',
  fix: 'Write one CIDR, or one of each family.',
  links: [
    'cmd/kube-apiserver/app/options/completion.go getServiceIPAndRanges',
    'cmd/kube-apiserver/app/options/validation.go validateClusterIPFlags, validatePublicIPServiceClusterIPRangeIPFamilies',
  ],
  check: ({ components }) => components.flatMap(refusedRange),
});

function refusedRange(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (line?.program !== 'kube-apiserver' || !isRecorded(line.minor)) return [];
  const use = lastUse(line, 'service-cluster-ip-range');
  if (!use || use.value === '' || isOpen(use.value)) return [];
  const why = refusal(use.value, line, line.minor);
  if (why === null) return [];
  return [
    {
      message: `kube-apiserver ends at once, and the kubelet restarts it for ever: ${why}`,
      location: component.source.locate(use.valueWord.range),
      help: 'write the range that the cluster was made with: one CIDR, or one of each family, as "10.96.0.0/16,fd00:10:96::/112"',
    },
  ];
}

function refusal(text: string, line: CommandLine, minor: Minor): string | null {
  const written = text.split(',');
  const ranges = written.slice(0, 2).map(parseRange);
  const wrong = ranges.indexOf(undefined);
  if (wrong !== -1) return `"${written[wrong]}" is not a valid CIDR`;
  const [first, second] = ranges as readonly AddressRange[];
  if (written.length > 2) return `it takes two ranges at most, and these are ${written.length}`;
  if (second && first!.family === second.family) return `"${text}" holds two ranges of one IP family`;
  const large = limited(line, minor) ? ranges.findIndex((range) => hostBits(range!) > MOST_HOST_BITS) : -1;
  if (large !== -1) {
    const least = (ranges[large]!.family === 6 ? 128 : 32) - MOST_HOST_BITS;
    return `"${written[large]}" is too large, the mask must be at least ${least}`;
  }
  return otherFamily(first!, line, text);
}

/** The kubernetes service has an address of the first range, and the API server's for its endpoint. */
function otherFamily(range: AddressRange, line: CommandLine, text: string): string | null {
  const advertised = lastUse(line, 'advertise-address')?.value ?? '';
  const reconciler = lastUse(line, 'endpoint-reconciler-type')?.value;
  if (reconciler === 'none' || /^0\.0\.0\.0$|^::$/.test(advertised) || !parseIP(advertised)) return null;
  if (advertised.includes(':') === (range.family === 6)) return null;
  return `"${text}" is of another IP family than "--advertise-address=${advertised}"`;
}

const MOST_HOST_BITS = 20;

/** From here on service addresses are objects of their own, and their number has no such limit. */
const UNLIMITED_SINCE: Minor = 34;

function limited(line: CommandLine, minor: Minor): boolean {
  const gates = line.uses.some(
    ({ flag, value: text }) => flag.name === 'feature-gates' && /MultiCIDR|AllBeta|AllAlpha/.test(text),
  );
  return minor < UNLIMITED_SINCE && !gates;
}

function hostBits({ family, prefix }: AddressRange): number {
  return (family === 6 ? 128 : 32) - prefix;
}
