import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
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
export function remedyOf(
  { diagnostic, area }: Candidate,
  report: NodeReport,
  files: readonly FileReport[],
): Remedy {
  const mend = commandsIn(diagnostic);
  const file = diagnostic.location?.file ?? '';
  const unit = report.found?.service.unit.name ?? 'kubelet.service';
  const status = `systemctl status ${unit} --no-pager`;
  const isThere = report.found?.service.state !== 'not-found';
  const applied = (...before: readonly string[]) =>
    isThere ? without(mend, [...before, `systemctl restart ${unit}`]) : [];
  switch (area) {
    case 'unit':
    case 'command-line':
    case 'configuration':
    case 'credentials':
    case 'machine':
    case 'kubelet':
      return {
        mend,
        apply: applied(...(isUnitFile(file, report) ? ['systemctl daemon-reload'] : [])),
        verify: [status],
      };
    case 'runtime':
      return { mend, apply: applied(...runtimeRestart(file)), verify: ['crictl info', status] };
    case 'api-server':
      return { mend, apply: applied(), verify: [`kubectl get node ${report.nodeName.display}`] };
    case 'static-pods':
    case 'manifests':
    case 'control-plane':
      // The kubelet sees manifests change; it lists them anew every fileCheckFrequency, by default 20 s.
      return { mend, apply: [], verify: [seePod(file, files)] };
    case 'look':
      return { mend, apply: [], verify: [] };
  }
}

/** Shows the pod of a file, by the name that the kubelet gives it; all pods where the file has none. */
function seePod(file: string, files: readonly FileReport[]): string {
  const pod = files.find(({ path }) => path === file)?.judgement?.pod;
  return pod && /^[\w.-]+$/.test(pod.name) ? `crictl pods --name ${pod.name}` : 'crictl pods';
}

/** A command that help tells to run here; one that is for another machine has more words before it. */
const COMMAND = /(?:^|[,;:] (?:(?:and|or|then) )?)run "([^"]+)"/g;

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
