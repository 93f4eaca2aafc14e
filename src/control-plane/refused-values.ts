import type { ControlPlaneProgram } from '../versions/control-plane-flags.ts';
import type { Minor } from '../versions/minor.ts';
import { hasUnknownController } from './controller-names.ts';

/** A value that can be read, and that the program refuses when it validates its options. */
export interface RefusedValue {
  readonly flag: string;
  readonly programs: readonly ControlPlaneProgram[];
  /** The first minor that refuses it; left out where all recorded ones do. */
  readonly since?: Minor;
  /** Another flag that switches this one off when it has this value. */
  readonly unless?: { readonly flag: string; readonly text: string };
  readonly refuses: (text: string) => boolean;
  readonly why: string;
  readonly help: string;
}

const ALL: readonly ControlPlaneProgram[] = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const API: readonly ControlPlaneProgram[] = ['kube-apiserver'];

/** kube-apiserver validates what it shares with all API servers since then (GenericServerRunOptions.Validate). */
const GENERIC_SINCE: Minor = 31;

const number = (text: string): number => Number(text.replaceAll('_', ''));
const negative = (flag: string): RefusedValue => ({
  flag,
  programs: API,
  since: GENERIC_SINCE,
  refuses: (text) => number(text) < 0,
  why: 'it cannot be negative',
  help: 'remove it, or write a number from 0 on',
});

/** What Validate of the options says of single values, the ones that people get wrong. */
export const REFUSED_VALUES: readonly RefusedValue[] = [
  {
    flag: 'secure-port',
    programs: API,
    refuses: (text) => number(text) < 1 || number(text) > 65535,
    why: 'it must be between 1 and 65535, and cannot be turned off with 0',
    help: 'write the port of the API: 6443',
  },
  {
    flag: 'secure-port',
    programs: ['kube-controller-manager', 'kube-scheduler'],
    refuses: (text) => number(text) < 0 || number(text) > 65535,
    why: 'it must be between 0 and 65535',
    help: 'write a port',
  },
  {
    flag: 'leader-elect-resource-lock',
    programs: ['kube-controller-manager', 'kube-scheduler'],
    unless: { flag: 'leader-elect', text: 'false' },
    refuses: (text) => text !== 'leases',
    why: 'the lock must be "leases"',
    help: 'remove it: "leases" is the default',
  },
  {
    flag: 'cloud-provider',
    programs: ['kube-controller-manager'],
    since: 31,
    refuses: (text) => text !== '' && text !== 'external',
    why: 'built-in cloud providers are gone',
    help: 'write "--cloud-provider=external", and run an external cloud-controller-manager',
  },
  {
    flag: 'controllers',
    programs: ['kube-controller-manager'],
    refuses: hasUnknownController,
    why: 'a name in it is not in its list of known controllers',
    help: 'correct the name: "kube-controller-manager --help" lists all',
  },
  {
    flag: 'cidr-allocator-type',
    programs: ['kube-controller-manager'],
    since: 31,
    refuses: (text) => text !== '' && text !== 'RangeAllocator',
    why: 'built-in cloud providers are gone, and "RangeAllocator" is the only type left',
    help: 'remove it: "RangeAllocator" is the default',
  },
  {
    flag: 'storage-backend',
    programs: API,
    refuses: (text) => text !== '' && text !== 'etcd3',
    why: 'the only storage backend is "etcd3"',
    help: 'remove it: "etcd3" is the default',
  },
  {
    flag: 'apiserver-count',
    programs: API,
    refuses: (text) => number(text) <= 0,
    why: 'it must be a positive number',
    help: 'remove it',
  },
  {
    flag: 'goaway-chance',
    programs: API,
    since: GENERIC_SINCE,
    refuses: (text) => number(text) < 0 || number(text) > 0.02,
    why: 'it must be between 0 and 0.02',
    help: 'write a share of requests: 0.001',
  },
  {
    flag: 'service-account-jwks-uri',
    programs: API,
    refuses: (text) => text !== '' && !/^https:/i.test(text),
    why: 'it must be a URL with https',
    help: 'write "https://…/openid/v1/jwks"',
  },
  {
    flag: 'logging-format',
    programs: ALL,
    refuses: (text) => text !== 'text' && text !== 'json',
    why: 'the formats are "text" and "json"',
    help: 'write "--logging-format=json", or remove it',
  },
  negative('max-requests-inflight'),
  negative('max-mutating-requests-inflight'),
  negative('min-request-timeout'),
];
