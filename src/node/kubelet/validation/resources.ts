import { quote } from '../../../bytes/go-strings.ts';
import { compareBytes } from '../../../bytes/text.ts';
import { parseQuantity, quantitySign } from '../../../validation/quantity.ts';
import { atoi } from '../flags/go-numbers.ts';
import { asMap, asNumber, asText, type ConfigurationView } from './configuration-view.ts';
import { type Fault, invalid } from './rule.ts';

/** A user namespace has whole multiples of so many ids. */
const USER_NAMESPACE_UNIT = 65536;
const MAX_UINT32 = 2 ** 32 - 1;

/** The CPUs that `reservedSystemCPUs` names, and what it can't go with. */
export function checkReservedCPUs(config: ConfigurationView): readonly (string | Fault)[] {
  const cpus = config.text('reservedSystemCPUs');
  if (cpus === '') return [];
  const faults: (string | Fault)[] = [];
  if (config.text('systemReservedCgroup') !== '' || config.text('kubeReservedCgroup') !== '') {
    faults.push(
      invalid(
        "can't use reservedSystemCPUs (--reserved-cpus) with systemReservedCgroup (--system-reserved-cgroup) or kubeReservedCgroup (--kube-reserved-cgroup)",
      ),
    );
  }
  const error = cpuSetError(cpus);
  if (error !== undefined) {
    const message = invalid(`unable to parse reservedSystemCPUs (--reserved-cpus) ${cpus}, error: ${error}`);
    faults.push({ message, paths: ['reservedSystemCPUs'] });
  }
  return faults;
}

/** cpuset.Parse (k8s.io/utils/cpuset): `0-5,34`. */
function cpuSetError(text: string): string | undefined {
  for (const range of text.split(',')) {
    const dash = range.indexOf('-');
    const bounds = dash === -1 ? [range] : [range.slice(0, dash), range.slice(dash + 1)];
    const numbers = bounds.map(atoi);
    const [start, end] = numbers.map((read) => (read.ok ? read.value : undefined));
    const wrong = numbers.find((read) => !read.ok);
    if (wrong && !wrong.ok) return wrong.error;
    if (start !== undefined && end !== undefined && start > end) {
      return `invalid range ${quote(range)} (${start} > ${end})`;
    }
  }
  return undefined;
}

/** validateReservedMemoryConfiguration (validation_reserved_memory.go). */
export function checkReservedMemory(config: ConfigurationView): readonly string[] {
  const errors: string[] = [];
  const seen = new Set<string>();
  for (const reservation of config.list('reservedMemory')) {
    const { numaNode, limits } = asMap(reservation);
    const node = asNumber(numaNode);
    for (const [name, amount] of Object.entries(asMap(limits)).sort(([a], [b]) => compareBytes(a, b))) {
      const type = quote(name);
      if (name !== 'memory' && !name.startsWith('hugepages-')) {
        const accepted = '[memory hugepages-<HugePageSize>]';
        errors.push(
          invalid(
            `the limit type ${type} for NUMA node ${node} is not supported, only ${accepted} is accepted`,
          ),
        );
      }
      const quantity = parseQuantity(asText(amount) || String(asNumber(amount)));
      if (quantity.ok && quantitySign(quantity.value) === 0) {
        errors.push(invalid(`reserved memory may not be zero for NUMA node ${node} and resource ${type}`));
      }
      if (seen.has(`${node} ${name}`)) {
        errors.push(
          invalid(`the reserved memory has a duplicate value for NUMA node ${node} and resource ${type}`),
        );
      }
      seen.add(`${node} ${name}`);
    }
  }
  return errors;
}

/** validateKubeletOSConfiguration (validation_linux.go): the size of a pod's user namespace. */
export function checkUserNamespaces(config: ConfigurationView): false | string {
  const ids = config.value('userNamespaces.idsPerPod');
  // The cgroup rule before this one returns first upstream.
  if (typeof ids !== 'number' || refusesCgroupV1(config)) return false;
  const member = 'userNamespaces.idsPerPod must';
  if (ids < USER_NAMESPACE_UNIT) return invalid(`${member} not be less than ${USER_NAMESPACE_UNIT}`);
  if (ids % USER_NAMESPACE_UNIT !== 0) return invalid(`${member} be a multiple of ${USER_NAMESPACE_UNIT}`);
  return ids > MAX_UINT32 && invalid(`${member} not be more than ${MAX_UINT32}`);
}

function refusesCgroupV1(config: ConfigurationView): boolean {
  return config.cgroupV1 && (config.bool('failCgroupV1') || config.value('singleProcessOOMKill') === false);
}
