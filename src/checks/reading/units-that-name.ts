import type { Host } from '../../node/host/host.ts';
import { join } from '../../node/host/path.ts';
import { textOf } from './kubelet-on-node.ts';

/** Where systemd, and podman's generator of units, find what starts with the node. */
const DIRECTORIES = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/run/systemd/transient',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/etc/containers/systemd',
  '/usr/share/containers/systemd',
];

/** More than any node has. */
const MAX_UNITS = 2000;

/** Whether a unit beside the kubelet's says something. To be asked last: it reads every unit of the node. */
export function someUnitSays(host: Host, says: (text: string, name: string) => boolean): boolean {
  return DIRECTORIES.some((directory) => {
    const names = host.readDir(directory);
    return (names.ok ? names.value.slice(0, MAX_UNITS) : []).some((name) => {
      if (!/\.(?:service|socket|container|kube)$/.test(name) || name === 'kubelet.service') return false;
      const text = textOf(host, join(directory, name));
      return text !== undefined && says(text, name);
    });
  });
}

/** Whether a unit starts a program: as its command, in a container, or by whatever means under its name. */
export function someUnitRuns(host: Host, program: string): boolean {
  const unit = new RegExp(`^${program}(?:-member|-server|\\d+|@.*)?\\.(?:service|container|kube)$`);
  const word = new RegExp(`(?:^|[\\s/"'=@+!:-])${program}(?:-wrapper|-member)?(?=$|[\\s"':@;])`);
  return someUnitSays(host, (text, name) => {
    if (unit.test(name)) return true;
    if (!text.includes(program)) return false;
    const joined = text.replaceAll(/\\\r?\n/g, ' ');
    return joined
      .split('\n')
      .some((line) => /^\s*(?:ExecStart(?:Pre|Post)?|Image|Exec)\s*=/.test(line) && word.test(line));
  });
}
