import type { Ask } from './ask.ts';
import type { UnitState } from './machine-state.ts';

/** What is asked of each unit, as systemctl(1) and org.freedesktop.systemd1(5) name it. */
const PROPERTIES = [
  'Id',
  'Names',
  'LoadState',
  'ActiveState',
  'SubState',
  'UnitFileState',
  'Result',
  'ExecMainStatus',
  'NRestarts',
  'NeedDaemonReload',
];

/** The runtimes, and what has a kubelet inside. */
const UNITS = [
  'containerd.service',
  'crio.service',
  'docker.service',
  'cri-docker.service',
  'cri-docker.socket',
  'k3s.service',
  'k3s-agent.service',
  'rke2-server.service',
  'rke2-agent.service',
  'snap.microk8s.daemon-containerd.service',
  'snap.microk8s.daemon-kubelite.service',
];

/** What systemd says of the kubelet's unit and of those around it. */
export function unitStates(
  ask: Ask,
  unit: string | null,
): { readonly ok: true; readonly units: ReadonlyMap<string, UnitState> } | { ok: false; why: string } {
  const wanted = [...new Set([...(unit === null ? [] : [unit]), ...UNITS])];
  const answer = ask('systemctl', ['show', `--property=${PROPERTIES.join()}`, '--', ...wanted]);
  return answer.ok ? { ok: true, units: parseUnits(answer.stdout) } : answer;
}

/** Reads `systemctl show`: `Name=value` lines, an empty line between units. A unit has an entry for each of its names. */
export function parseUnits(text: string): ReadonlyMap<string, UnitState> {
  const units = new Map<string, UnitState>();
  for (const block of text.split('\n\n')) {
    const values = new Map<string, string>();
    for (const line of block.split('\n')) {
      const equals = line.indexOf('=');
      if (equals > 0) values.set(line.slice(0, equals), line.slice(equals + 1));
    }
    const id = values.get('Id');
    if (id === undefined) continue;
    const state = stateOf((name) => values.get(name) ?? '');
    for (const name of [id, ...(values.get('Names') ?? '').split(' ')])
      if (name !== '') units.set(name, state);
  }
  return units;
}

function stateOf(value: (name: string) => string): UnitState {
  return {
    loadState: value('LoadState'),
    activeState: value('ActiveState'),
    subState: value('SubState'),
    unitFileState: value('UnitFileState'),
    result: value('Result'),
    exitStatus: Number(value('ExecMainStatus')) || 0,
    restarts: Number(value('NRestarts')) || 0,
    needDaemonReload: value('NeedDaemonReload') === 'yes',
  };
}
