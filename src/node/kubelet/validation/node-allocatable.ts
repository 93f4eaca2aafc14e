import { quote } from '../../../bytes/go-strings.ts';
import { asText, type ConfigurationView } from './configuration-view.ts';
import { type Fault, invalid } from './rule.ts';

/** User visible keys for node allocatable enforcement (pkg/kubelet/types/constants.go). */
const PODS = 'pods';
const NONE = 'none';
const RESERVED = ['system', 'kube'] as const;

const MEMBER = 'enforceNodeAllocatable (--enforce-node-allocatable)';

/** Keys that exclude each other, since 1.32. */
export function checkExclusiveEnforcements(config: ConfigurationView): readonly string[] {
  const keys = new Set(keysOf(config));
  return RESERVED.filter(
    (who) => keys.has(`${who}-reserved`) && keys.has(`${who}-reserved-compressible`),
  ).map((who) =>
    invalid(
      `both "${who}-reserved" and "${who}-reserved-compressible" cannot be specified together in ${MEMBER}`,
    ),
  );
}

/** Each key for itself. 1.31 brought duplicates and cgroupsPerQOS, 1.32 the compressible keys. */
export function checkEnforcements(config: ConfigurationView): readonly (string | Fault)[] {
  const keys = keysOf(config);
  const perKey = config.minor >= 31;
  const seen = new Set<string>();
  const faults: (string | Fault)[] = [];
  for (const key of keys) {
    if (perKey && seen.has(key)) {
      faults.push(invalid(`duplicated enforcements ${quote(key)} in ${MEMBER}`));
      continue;
    }
    seen.add(key);
    if (key === NONE) {
      if (keys.length > 1) {
        faults.push(invalid(`${MEMBER} may not contain additional enforcements when "none" is specified`));
      }
      continue;
    }
    const known = knownKeys(config);
    if (!known.includes(key)) {
      faults.push(
        invalid(`option ${quote(key)} specified for ${MEMBER}. Valid options are ${listKeys(config)}`),
      );
      continue;
    }
    if (key !== PODS) faults.push(...missingCgroup(key, config));
    if (perKey && !config.bool('cgroupsPerQOS')) {
      const member = 'cgroupsPerQOS (--cgroups-per-qos)';
      const message = invalid(`${member} must be set to true when ${quote(key)} contained in ${MEMBER}`);
      faults.push({ message, paths: ['cgroupsPerQOS', 'enforceNodeAllocatable'] });
    }
  }
  return faults;
}

function keysOf(config: ConfigurationView): string[] {
  return config.list('enforceNodeAllocatable').map(asText);
}

function knownKeys({ minor }: ConfigurationView): string[] {
  const reserved = RESERVED.flatMap((who) =>
    minor >= 32 ? [`${who}-reserved`, `${who}-reserved-compressible`] : [`${who}-reserved`],
  );
  return [PODS, ...reserved];
}

function listKeys(config: ConfigurationView): string {
  const list = knownKeys(config).map(quote).join(', ');
  return config.minor >= 32 ? `${list} or "none"` : `${list}, or "none"`;
}

/** `system-reserved` needs a cgroup to put the limits on, and `kube-reserved` too. */
function missingCgroup(key: string, config: ConfigurationView): readonly Fault[] {
  const who = key.startsWith('system') ? 'system' : 'kube';
  const path = `${who}ReservedCgroup`;
  if (config.text(path) !== '') return [];
  const keys =
    config.minor >= 32
      ? `"${who}-reserved" or "${who}-reserved-compressible" included`
      : `"${who}-reserved" contained`;
  const message = invalid(`${path} (--${who}-reserved-cgroup) must be specified when ${keys} in ${MEMBER}`);
  return [{ message, paths: [path, 'enforceNodeAllocatable'] }];
}
