import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** Which of the running kubelets is the node's. */
export interface ChosenKubelet {
  /** Null when none of them is. */
  readonly process: RunningKubelet | null;
  readonly others: readonly RunningKubelet[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Chooses the node's kubelet: the one that the node's systemd runs for this unit, else one that lives with the
 * node's PID 1, sharing its files or at least its PIDs as containers of host services do. One that does neither
 * counts as another node's: kind and minikube keep theirs in containers. Of equals, root's, then one without a
 * mount namespace of its own, then the one that runs longest.
 */
export function chooseKubelet(
  processes: readonly RunningKubelet[],
  { unit }: { readonly unit?: string | undefined } = {},
): ChosenKubelet {
  const [first, ...rest] = processes
    .map((process) => ({ process, rank: rankOf(process, unit) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        Number(a.process.uid !== 0) - Number(b.process.uid !== 0) ||
        Number(!a.process.ownMountNamespace) - Number(!b.process.ownMountNamespace) ||
        (a.process.startTime ?? 0) - (b.process.startTime ?? 0) ||
        a.process.pid - b.process.pid,
    );
  const process = first && first.rank < ELSEWHERE ? first.process : null;
  const others = process ? rest.map((one) => one.process) : processes;
  return { process, others, diagnostics: others.map((other) => alsoRuns(other, process)) };
}

const ELSEWHERE = 3;

function rankOf(process: RunningKubelet, unit: string | undefined): number {
  if (unit !== undefined && process.unit === unit) return 0;
  if (sharesFiles(process)) return 1;
  return process.ownPidNamespace === true ? 2 : ELSEWHERE;
}

/** Whether it sees the node's files, be it with some mounts more, as a unit with PrivateTmp= does. */
function sharesFiles({ ownMountNamespace, ownRoot, ownPidNamespace }: RunningKubelet): boolean {
  return ownRoot === true && (ownMountNamespace === true || ownPidNamespace !== false);
}

function alsoRuns(other: RunningKubelet, chosen: RunningKubelet | null): Diagnostic {
  const { pid, unit, rootPath } = other;
  const where = unit ? `process ${pid}, in ${unit}` : `process ${pid}`;
  const hasOwnFiles = !sharesFiles(other);
  const what = chosen ? 'another kubelet runs here' : 'a kubelet runs here in a container of its own';
  const help = hasOwnFiles
    ? rootPath && `look at it with "spctl where --root ${rootPath} --live"`
    : unit?.endsWith('.service')
      ? `look at it with "spctl where --unit ${unit}"`
      : 'give its command line to "spctl config -- FLAGS"';
  return {
    ruleId: 'another-kubelet-runs',
    // Where the node itself has none, it may be the one that was meant.
    severity: chosen ? 'info' : 'warning',
    message: `${what} (${where})${chosen && hasOwnFiles ? ', with files of its own' : ''}`,
    location: { file: `/proc/${pid}` },
    ...(help && { help }),
  };
}
