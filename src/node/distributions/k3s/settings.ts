import type { Host } from '../../host/host.ts';
import { absolute } from '../../host/path.ts';
import type { Launch } from '../../launch/launch.ts';
import type { GivenOption } from '../../launch/options.ts';
import { isOn, lastValue } from '../../launch/options.ts';
import { withValue } from '../../launch/words.ts';
import type { Word } from '../../systemd/service-start.ts';
import { assumedWord } from '../argument-words.ts';

/**
 * The boolean flags of `k3s server|agent` and `rke2 server|agent` (k3s-io/k3s pkg/cli/cmds/server.go and agent.go,
 * rancher/rke2 pkg/cli/cmds): they take no word of their own.
 */
export const BOOLEAN_FLAGS: ReadonlySet<string> = new Set(
  (
    'debug alsologtostderr with-node-id selinux disable-selinux docker rootless prefer-bundled-bin no-flannel ' +
    'protect-kernel-defaults disable-default-registry-endpoint enable-pprof cluster-init cluster-reset ' +
    'disable-agent disable-scheduler disable-cloud-controller disable-kube-proxy disable-network-policy ' +
    'disable-helm-controller disable-apiserver disable-controller-manager disable-etcd embedded-registry ' +
    'supervisor-metrics secrets-encryption etcd-expose-metrics etcd-disable-snapshots etcd-snapshot-compress ' +
    'etcd-s3 etcd-s3-skip-ssl-verify etcd-s3-insecure flannel-ipv6-masq flannel-external-ip ' +
    'enable-servicelb node-name-from-cloud-provider-metadata prime help h'
  ).split(' '),
);

/** Where k3s keeps its data: absolute; undefined where that is not known. */
export function dataDirectory(
  launch: Launch,
  options: readonly GivenOption[],
  program: string,
): string | undefined {
  const given = lastValue(options, 'data-dir', 'd');
  const fallback = launch.environment.get(`${program.toUpperCase()}_DATA_DIR`);
  const home = launch.environment.get('HOME');
  const standard = options.some((one) => one.name === 'rootless' && isOn(one))
    ? `~/.rancher/${program}`
    : `/var/lib/rancher/${program}`;
  // datadir.LocalHome (k3s-io/k3s pkg/datadir/datadir.go).
  const written = given?.value || fallback || standard;
  const path = written.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, () => home ?? '$HOME');
  if (path.startsWith('$HOME')) return undefined;
  return path.startsWith('/') || !launch.cwdUnknown ? absolute(path, launch.cwd) : undefined;
}

/**
 * The node's name, lower-cased, as util.GetHostnameAndIPs has it (k3s-io/k3s pkg/util/net.go); undefined where the
 * running node alone knows it.
 */
export function nodeNameWord(
  host: Host,
  launch: Launch,
  options: readonly GivenOption[],
  program: string,
): Word | undefined {
  const on = (name: string) => options.some((one) => one.name === name && isOn(one));
  const fromCloud =
    on('node-name-from-cloud-provider-metadata') ||
    lastValue(options, 'cloud-provider-name')?.value === 'aws';
  if (fromCloud || on('with-node-id') || launch.unknownFlags.includes('node-name')) return undefined;
  const given = lastValue(options, 'node-name');
  if (given?.value) return withValue(given, given.value.toLowerCase());
  const variable = `${program.toUpperCase()}_NODE_NAME`;
  const named = launch.environment.get(variable);
  if (named) return { value: named.toLowerCase(), origin: { kind: 'environment', variable } };
  const hostName = host.hostName();
  return hostName === undefined ? undefined : assumedWord(hostName.toLowerCase());
}
