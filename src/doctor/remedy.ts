import type { Area } from '../checks/areas.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shellWord } from '../diagnostics/shell-word.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { Candidate } from './problem.ts';
import { plainCommand } from './shell.ts';

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
  const unit = shellWord(report.found?.service.unit.name ?? 'kubelet.service');
  const status = unit === undefined ? [] : [`systemctl status ${unit} --no-pager`];
  const isThere = report.found?.service.state !== 'not-found' && unit !== undefined;
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
        apply: applied(...(isOfUnit(area, file, report) ? ['systemctl daemon-reload'] : [])),
        verify: status,
      };
    case 'runtime':
      return { mend, apply: applied(...runtimeRestart(file)), verify: ['crictl info', ...status] };
    case 'api-server':
      // The kubelet reads its kubeconfig at its start only.
      return { mend, apply: file.endsWith('.conf') ? applied() : [], verify: [seeNode(report)] };
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
  return pod && /^\w[\w.-]*$/.test(pod.name) ? `crictl pods --name ${pod.name}` : 'crictl pods';
}

/** Asks the API server for this node as its kubelet does; for all nodes where its name is not known. */
function seeNode({ nodeName: { display }, start }: NodeReport): string {
  const kubeconfig = shellWord(start?.flags.kubeconfig ?? '');
  const kubectl = kubeconfig === undefined ? 'kubectl' : `kubectl --kubeconfig ${kubeconfig}`;
  return /^[a-z\d][a-z\d.-]*$/.test(display) ? `${kubectl} get node ${display}` : 'kubectl get nodes';
}

/** A command that help tells to run here; one that is for another machine has more words before it. */
const COMMAND = /(?:^|[,;:] |\b(?:and|then) )run "([^"]+)"/g;

/** What comes after it is another way to mend it, for a person to choose. */
const ALTERNATIVE = /[,;] or /;

function commandsIn({ help = '' }: Diagnostic): string[] {
  return [...help.matchAll(COMMAND)]
    .filter(({ index }) => !ALTERNATIVE.test(help.slice(0, index)))
    .map(([, command]) => command!)
    .filter(plainCommand);
}

/** Without what is done already; what comes after the first that is not done is to be done again. */
function without(done: readonly string[], commands: readonly string[]): string[] {
  const steps = new Set(done.flatMap((one) => one.split(' && ')).map(unitless));
  const isDone = (command: string) =>
    steps.has(unitless(command)) ||
    steps.has(unitless(command).replace('systemctl restart', 'systemctl enable --now'));
  const first = commands.findIndex((command) => !isDone(command));
  return first < 0 ? [] : commands.slice(first);
}

/** systemctl takes `kubelet` for `kubelet.service`. */
function unitless(command: string): string {
  return command.replace(/\.service$/, '');
}

/** Whether systemd has to read a change; what is wrong with a unit and has no place is in one of its files. */
function isOfUnit(area: Area, file: string, { found }: NodeReport): boolean {
  if (file === '') return area === 'unit';
  return file === found?.service.unit.fragment || /\/systemd\/(?:system|system\.control)\//.test(file);
}

/** What reads a file of a container runtime's. */
function runtimeRestart(file: string): string[] {
  const name = /^\/etc\/(containerd|crio|docker)\//.exec(file)?.[1];
  return name === undefined ? [] : [`systemctl restart ${name}`];
}
