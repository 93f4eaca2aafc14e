import { describe, expect, it } from 'vitest';
import { parseUnits } from '../../src/runtime/unit-states.ts';

/** As systemd 252 printed it, its kubelet between two restarts. */
const SHOWN = `Result=exit-code
NRestarts=2
ExecMainStatus=1
Id=kubelet.service
Names=kubelet.service kubernetes-node.service
LoadState=loaded
ActiveState=activating
SubState=auto-restart
UnitFileState=disabled
NeedDaemonReload=yes

Result=success
NRestarts=0
ExecMainStatus=0
Id=crio.service
Names=crio.service
LoadState=not-found
ActiveState=inactive
SubState=dead
UnitFileState=
NeedDaemonReload=no
`;

describe('parseUnits', () => {
  it('reads each unit, under each of its names', () => {
    const units = parseUnits(SHOWN);
    const kubelet = {
      loadState: 'loaded',
      activeState: 'activating',
      subState: 'auto-restart',
      unitFileState: 'disabled',
      result: 'exit-code',
      exitStatus: 1,
      restarts: 2,
      needDaemonReload: true,
    };
    expect(units.get('kubelet.service')).toEqual(kubelet);
    expect(units.get('kubernetes-node.service')).toEqual(kubelet);
    expect(units.get('crio.service')?.loadState).toBe('not-found');
    expect(units.size).toBe(3);
  });

  it('makes nothing of nothing', () => {
    expect(parseUnits('').size).toBe(0);
    expect(parseUnits('\n\n=\nx\n\n').size).toBe(0);
  });
});
