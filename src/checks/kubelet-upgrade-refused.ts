import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hasCgroupV1 } from '../node/cgroup-version.ts';
import { mountedHost } from '../node/host/mounted-host.ts';
import { type KubeletStart, startKubelet } from '../node/kubelet/start-kubelet.ts';
import { formatMinor, type Minor, NEWEST_MINOR } from '../versions/minor.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

/** Said already, of this kubelet, as what goes away: src/node/kubelet/flags/diagnose-command-line.ts. */
const FORETOLD = new Set(['kubelet-flag-removed', 'kubelet-flag-unknown']);

export default defineCheck({
  id: 'kubelet-upgrade-refused',
  scope: 'node',
  area: 'command-line',
  summary: 'a later kubelet does not start with these flags and this configuration',
  severity: 'warning',
  why: 'Each minor refuses some of what the one before it took: values, feature gates that became locked, defaults that became strict. The node does not come back from its upgrade, and the reason stands in its log only.',
  bad: 'a kubelet of 1.31 with swapBehavior or a gate that 1.32 refuses',
  good: 'what all later kubelets take',
  fix: 'Change it before the upgrade.',
  links: ['pkg/kubelet/apis/config/validation/validation.go', 'pkg/features/kube_features.go'],
  check: ({ host, report }) => {
    const { command, start, version, unread } = report;
    // The tables of a kubelet that is older than all of them say nothing of what it takes.
    if (!command || !start || version.approximate || unread.length > 0) return NOTHING;
    const view = command.nodePath ? mountedHost(host, command.nodePath) : host;
    const known = new Set(start.diagnostics.filter(isError).map(keyOf));
    const foretold = new Set(start.diagnostics.filter(({ severity }) => severity === 'warning').map(placeOf));
    const at = (minor: Minor) =>
      startKubelet(view, command, minor, { cgroupV1: hasCgroupV1(host) }).diagnostics.filter(
        (said) => isError(said) && !FORETOLD.has(said.ruleId) && !known.has(keyOf(said)),
      );
    const last = version.minor < NEWEST_MINOR ? at(NEWEST_MINOR) : [];
    // What one minor refuses the later ones do too, but for what is told here.
    if (last.length === 0 && !mayHeal(start, version.minor)) return NOTHING;
    const found: Finding[] = [];
    for (let minor: Minor = version.minor + 1; minor <= NEWEST_MINOR; minor++) {
      for (const refusal of minor === NEWEST_MINOR ? last : at(minor)) {
        if (known.has(keyOf(refusal))) continue;
        known.add(keyOf(refusal));
        if (!isForetoldGate(refusal) && !foretold.has(placeOf(refusal))) found.push(foretell(refusal, minor));
      }
    }
    return found;
  },
});

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** All gates of a stage, which are others in each minor, and drop-ins, which each generation merges in its own way. */
function mayHeal({ gates, flags }: KubeletStart, minor: Minor): boolean {
  return gates.has('AllAlpha') || gates.has('AllBeta') || (flags.configDir !== '' && minor < 32);
}

/** The same refusal in the words of another minor. */
function keyOf({ ruleId, kubelet, location, message }: Diagnostic): string {
  const field = kubelet?.field;
  return [ruleId, field || message, location?.file, location?.line, location?.column].join('\0');
}

/** A warning of the same rule there may speak of the later kubelet itself. */
function placeOf({ ruleId, location }: Diagnostic): string {
  return [ruleId, location?.file, location?.line, location?.column].join('\0');
}

/** Gates that go away are said to; those that become locked are not. */
function isForetoldGate({ ruleId, kubelet }: Diagnostic): boolean {
  return ruleId === 'kubelet-feature-gate' && /unrecognized feature gate/.test(kubelet?.detail ?? '');
}

function foretell({ message, location, help, related }: Diagnostic, minor: Minor): Finding {
  const reason = message.replace(/^the kubelet does not start(?: with this file)?: /, '');
  return {
    message: `kubelets from ${formatMinor(minor)} on do not start with this: ${reason}`,
    ...(location && { location }),
    ...(help !== undefined && { help }),
    ...(related && { related }),
  };
}
