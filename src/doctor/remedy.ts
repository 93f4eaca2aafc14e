import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { Candidate } from './problem.ts';

/** What to type, in this order. */
export interface Remedy {
  /** What mends it, where a command does; else an editor does, at the place of the finding. */
  readonly mend: readonly string[];
  /** What makes the change take effect; empty where the node sees it by itself. */
  readonly apply: readonly string[];
  /** How to see that it worked. */
  readonly verify: readonly string[];
}

/** What to type against a problem; nothing of it is ever run from here. */
export function remedyOf({ diagnostic, area }: Candidate, report: NodeReport): Remedy {
  const mend = commandsIn(diagnostic);
  const unit = report.found?.service.unit.name ?? 'kubelet.service';
  const file = diagnostic.location?.file ?? '';
  switch (area) {
    case 'unit':
    case 'command-line':
    case 'configuration':
    case 'credentials':
    case 'kubelet':
      return {
        mend,
        apply: without(mend, [
          ...(isUnitFile(file, report) ? ['systemctl daemon-reload'] : []),
          `systemctl restart ${unit}`,
        ]),
        verify: [`systemctl status ${unit} --no-pager`],
      };
    case 'machine':
      return {
        mend,
        apply: without(mend, [`systemctl restart ${unit}`]),
        verify: [`systemctl status ${unit} --no-pager`],
      };
    case 'runtime':
      return {
        mend,
        apply: without(mend, [...runtimeRestart(file), `systemctl restart ${unit}`]),
        verify: ['crictl info', `systemctl status ${unit} --no-pager`],
      };
    case 'api-server':
      return {
        mend,
        apply: without(mend, [`systemctl restart ${unit}`]),
        verify: [`kubectl get node ${report.nodeName.display}`],
      };
    case 'static-pods':
    case 'manifests':
    case 'control-plane':
      return { mend, apply: [], verify: ['crictl ps -a'] };
    case 'look':
      return { mend, apply: [], verify: [] };
  }
}

/** Programs whose command lines stand in the help of findings, in quotes. */
const COMMAND =
  /"((?:systemctl|kubeadm|kubectl|swapoff|mkdir|mv|rm|ln|chmod|chown|sysctl|modprobe|hostnamectl|restorecon|crictl|kill) [^"]+)"/g;

function commandsIn({ help = '' }: Diagnostic): string[] {
  return [...help.matchAll(COMMAND)].map(([, command]) => command!);
}

/** Without what is said already. */
function without(said: readonly string[], commands: readonly string[]): string[] {
  return commands.filter((command) => !said.some((one) => one.startsWith(command)));
}

function isUnitFile(file: string, { found }: NodeReport): boolean {
  const unit = found?.service.unit;
  return file === unit?.fragment || /\/systemd\/(?:system|system\.control)\//.test(file);
}

/** What reads a file of a container runtime's. */
function runtimeRestart(file: string): string[] {
  const name = /^\/etc\/(containerd|crio|docker)\//.exec(file)?.[1];
  return name === undefined ? [] : [`systemctl restart ${name}`];
}
