import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { ChosenKubelet } from './choose-kubelet.ts';
import type { RunningKubelets } from './running-kubelet.ts';

/** A unit that would start the kubelet. */
interface StartingUnit {
  readonly name: string;
  readonly location?: Location | undefined;
  /** Something stands between systemd and the kubelet, and may put it into a container. */
  readonly wrapped?: boolean;
}

/** Says that nothing runs what the unit would start, where that is sure. */
export function diagnoseNotRunning(
  running: RunningKubelets,
  chosen: ChosenKubelet,
  unit: StartingUnit,
): readonly Diagnostic[] {
  if (!running.complete || chosen.process) return [];
  // What runs in a container may be what the unit started there.
  if (unit.wrapped && chosen.others.length > 0) return [];
  return [
    {
      ruleId: 'kubelet-not-running',
      severity: 'warning',
      message: `no kubelet of this node runs now, though ${unit.name} would start one`,
      ...(unit.location && { location: unit.location }),
      help: `see "systemctl status ${unit.name}" and "journalctl -u ${unit.name}"`,
    },
  ];
}
