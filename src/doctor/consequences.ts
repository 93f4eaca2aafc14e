import type { Area } from '../checks/areas.ts';
import { baseName } from '../node/host/path.ts';
import { editDistance } from '../schema/suggest.ts';
import type { Candidate } from './problem.ts';

/** That one finding would not be there without another. */
interface Consequence {
  readonly isCause: (one: Candidate) => boolean;
  readonly isEffect: (one: Candidate) => boolean;
  /** Of a cause and an effect, that they belong together; all do where it is absent. */
  readonly isOf?: (effect: Candidate, cause: Candidate) => boolean;
}

/** What a running node shows of faults that lie elsewhere. */
const SYMPTOMS: readonly Area[] = ['kubelet', 'api-server'];

const of =
  (...rules: readonly string[]) =>
  ({ diagnostic }: Candidate) =>
    rules.includes(diagnostic.ruleId);

/** What systemd makes something else of than was meant. */
const isLostOnSystemd = of(
  'environment-bad-syntax',
  'environment-file-bad-name',
  'environment-file-text-after-quote',
  'environment-file-unclosed-quote',
  'environment-variable-unused',
  'unit-broken-continuation',
  'unit-outside-section',
  'unit-unknown-section',
);

/** What follows from what; the first line that knows the two decides. */
const CONSEQUENCES: readonly Consequence[] = [
  // A misspelled key does not set what it was to set.
  { isCause: of('unit-unknown-key'), isEffect: of('unit-no-exec-start') },
  // What systemd makes of a broken file is what the kubelet then refuses,
  {
    isCause: isLostOnSystemd,
    isEffect: ({ area }) => area === 'unit' || area === 'command-line' || area === 'configuration',
    isOf: isInOneFile,
  },
  // or starts without.
  { isCause: isLostOnSystemd, isEffect: startsWithLess },
  { isCause: of('kubelet-alone', 'unit-drop-in-unread', 'unit-unknown-key'), isEffect: startsWithLess },
  // One that gets no configuration, or not the one that was meant, has a path in it to no effect.
  { isCause: of('kubelet-config-missing'), isEffect: of('unused-static-pod-path') },
  {
    isCause: ({ diagnostic }) =>
      diagnostic.ruleId === 'kubelet-flag-unknown' && /"--?conf/.test(diagnostic.message),
    isEffect: of('unused-static-pod-path'),
  },
  // What has another name is missing under its own.
  {
    isCause: of('pod-unknown-field'),
    isEffect: of('pod-required-field'),
    isOf: isMisspelt,
  },
  // What has another name, or stands twice, is lost with all that it held.
  { isCause: of('pod-unknown-field', 'manifest-duplicate-key'), isEffect: isOfLostField, isOf: hasLost },
  { isCause: of('node-name-invalid'), isEffect: of('kubelet-client-certificate-of-other-node') },
  // What stands twice has the value that another finding is about.
  {
    isCause: of('kubelet-config-duplicate-key'),
    isEffect: ({ area, weight }) => area === 'configuration' && weight === 'breaks',
    isOf: isOnOneLine,
  },
  // A path that is set where the kubelet does not look for it.
  {
    isCause: ({ area, diagnostic }) =>
      ['unit', 'command-line', 'configuration'].includes(area) &&
      /static-?pod-?path|pod-manifest-path/i.test(diagnostic.message),
    isEffect: ({ area }) => area === 'static-pods',
  },
  // What systemd has not read again is how the running kubelet differs from the files.
  {
    isCause: of('unit-changed-on-disk'),
    isEffect: ({ diagnostic }) => diagnostic.ruleId.startsWith('running-'),
  },
  {
    isCause: of('disk-full'),
    isEffect: ({ diagnostic }) => /disk is full|no space left/.test(diagnostic.message),
  },
  // What a manifest says is why its pod is not admitted, does not run, or ends.
  {
    isCause: ({ area, weight }) => area === 'manifests' && weight === 'breaks',
    isEffect: of('pod-not-admitted', 'pod-does-not-run', 'control-plane-ends'),
    isOf: speaksOfItsFile,
  },
  // What is mounted in the place of another directory lacks its files.
  {
    isCause: of('mount-source-differs'),
    isEffect: of('flag-file-missing'),
    isOf: (effect, cause) =>
      isInOneFile(effect, cause) &&
      effect.diagnostic.message.includes(`${/"([^"]*)" of the node/.exec(cause.diagnostic.message)?.[1]}/`),
  },
  // Who wins over a file is a copy of it, or not; what comes behind a first document that is none is not read either.
  { isCause: of('manifest-shadowed'), isEffect: of('manifest-copy-runs'), isOf: speaksOfItsFile },
  { isCause: of('manifest-kind-missing'), isEffect: of('manifest-ignored-documents'), isOf: isInOneFile },
  { isCause: of('kubelet-config-kind'), isEffect: of('kubelet-config-second-document'), isOf: isInOneFile },
  // Where a whole control plane's manifests are gone, an empty directory is what is left.
  { isCause: of('control-plane-manifest-missing'), isEffect: of('static-pod-path-missing') },
  // A link that leads nowhere is a manifest that is missing.
  {
    isCause: of('manifest-link-broken'),
    isEffect: of('control-plane-manifest-missing'),
    isOf: ({ diagnostic }, cause) =>
      diagnostic.message.startsWith(baseName(cause.diagnostic.location?.file ?? '').replace(/\.\w+$/, '')),
  },
  // A program that is another, or answers elsewhere, is not where the probes look for it.
  {
    isCause: of('kubeadm-address-differs', 'component-program-missing'),
    isEffect: of('probe-not-served'),
    isOf: isInOneFile,
  },
  // A kubelet that does not run says, reads and reaches nothing.
  {
    isCause: ({ weight }) => weight === 'stops-kubelet',
    isEffect: ({ area }) => SYMPTOMS.includes(area),
    isOf: ({ area, weight }, cause) => !(weight === 'stops-kubelet' && cause.area === area),
  },
  // That it does not run is no reason why.
  { isCause: ({ weight }) => weight === 'stops-kubelet', isEffect: of('kubelet-unit-fails') },
  // A control plane that does not run here is not reached from here.
  {
    isCause: ({ area }) => area === 'manifests' || area === 'control-plane',
    isEffect: ({ area, diagnostic }) =>
      SYMPTOMS.includes(area) && /api server|apiserver/i.test(diagnostic.message),
  },
];

function isInOneFile({ diagnostic }: Candidate, cause: Candidate): boolean {
  return diagnostic.location?.file === cause.diagnostic.location?.file;
}

/** Whether a cause speaks, first or beside, of the file in which the effect is. */
function speaksOfItsFile({ diagnostic: { location } }: Candidate, { diagnostic }: Candidate): boolean {
  const places = [diagnostic.location, ...(diagnostic.related ?? []).map((one) => one.location)];
  return location !== undefined && places.some((at) => at?.file === location.file);
}

/** Whether a field that is missing, or the one above it, stands there under nearly its name. */
function isMisspelt({ diagnostic }: Candidate, cause: Candidate): boolean {
  if (diagnostic.location?.file !== cause.diagnostic.location?.file) return false;
  const written = /^"([^"]{1,200})"/.exec(cause.diagnostic.message)?.[1]?.split('.') ?? [];
  const missing = /^"([^"]{1,200})"/.exec(diagnostic.message)?.[1]?.split('.') ?? [];
  const at = written.length - 1;
  const [name, meant] = [written[at] ?? '', missing[at] ?? ''];
  const isThere = written.slice(0, at).join('.') === missing.slice(0, at).join('.');
  return isThere && name !== '' && meant !== '' && editDistance(name.toLowerCase(), meant.toLowerCase()) <= 2;
}

/** By the field that is lost, what is then found. */
const LOST: Readonly<Record<string, readonly string[]>> = {
  hostnetwork: ['component-outside-host-network'],
  ports: ['probe-port-name-unknown'],
  volumemounts: ['etcd-data-dir-not-mounted', 'flag-file-not-mounted'],
  volumes: ['pod-not-found'],
};

function isOfLostField({ diagnostic }: Candidate): boolean {
  return Object.values(LOST).some((rules) => rules.includes(diagnostic.ruleId));
}

function hasLost(effect: Candidate, cause: Candidate): boolean {
  if (!isInOneFile(effect, cause)) return false;
  const name = /^"(?:[^"]{0,200}\.)?([^".]{1,40})"/.exec(cause.diagnostic.message)?.[1]?.toLowerCase() ?? '';
  const isName = (field: string) => name !== '' && editDistance(name, field) <= 2;
  return Object.entries(LOST).some(
    ([field, rules]) => isName(field) && rules.includes(effect.diagnostic.ruleId),
  );
}

function isOnOneLine(one: Candidate, other: Candidate): boolean {
  return isInOneFile(one, other) && one.diagnostic.location?.line === other.diagnostic.location?.line;
}

/** What is found where a kubelet gets no configuration, or none of its own. */
function startsWithLess(one: Candidate): boolean {
  return one.area === 'static-pods' || of('kubelet-alone', 'pod-resolv-conf')(one);
}

/** A cause with what follows from it. */
export interface Caused {
  readonly cause: Candidate;
  readonly consequences: readonly Candidate[];
}

/**
 * Findings in the order in which they are to be mended, each under its cause where that is among them. A cause is as
 * urgent as what follows from it.
 */
export function withConsequences(ranked: readonly Candidate[]): Caused[] {
  const causeOf = causesOf(ranked);
  const groups = new Map<Candidate, Candidate[]>();
  for (const one of ranked) {
    const root = rootOf(causeOf, one);
    const group = groups.get(root) ?? [];
    groups.set(root, group);
    if (one !== root) group.push(one);
  }
  return [...groups].map(([cause, consequences]) => ({ cause, consequences }));
}

function causesOf(ranked: readonly Candidate[]): ReadonlyMap<Candidate, Candidate> {
  const causeOf = new Map<Candidate, Candidate>();
  const firstAt = new Map<string, Candidate>();
  const known = CONSEQUENCES.map((one) => ({ ...one, causes: ranked.filter(one.isCause) }));
  for (const effect of ranked) {
    const isFree = (one: Candidate) => one !== effect && !leadsTo(causeOf, one, effect);
    const place = placeOf(effect);
    // Two findings about one place are two words for one fault: the more urgent one says it.
    const said = place === undefined ? undefined : firstAt.get(place);
    if (place !== undefined && !said) firstAt.set(place, effect);
    let cause = said && isFree(said) ? said : undefined;
    for (const { causes, isEffect, isOf } of known) {
      if (cause || !isEffect(effect)) continue;
      cause = causes.find((one) => isFree(one) && (isOf?.(effect, one) ?? true));
    }
    if (cause) causeOf.set(effect, cause);
  }
  return causeOf;
}

function placeOf({ diagnostic: { location } }: Candidate): string | undefined {
  const { file, line, column } = location ?? {};
  return line === undefined ? undefined : JSON.stringify([file, line, column]);
}

/** Whether the first is, over however many steps, a consequence of the second. */
function leadsTo(causeOf: ReadonlyMap<Candidate, Candidate>, one: Candidate, other: Candidate): boolean {
  for (let at: Candidate | undefined = one; at; at = causeOf.get(at)) if (at === other) return true;
  return false;
}

function rootOf(causeOf: ReadonlyMap<Candidate, Candidate>, one: Candidate): Candidate {
  let at = one;
  for (let next = causeOf.get(at); next; next = causeOf.get(at)) at = next;
  return at;
}
