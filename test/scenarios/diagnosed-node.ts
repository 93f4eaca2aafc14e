import { type Diagnosis, diagnose } from '../../src/doctor/diagnose.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { ruleOf } from '../../src/rules/index.ts';
import type { MachineState } from '../../src/runtime/machine-state.ts';
import { NOW } from '../checks/support.ts';
import { type NodeFiles, WHILE_RUNNING } from './base-nodes.ts';

/** What `spctl doctor` makes of a node: of a copy, or of one that runs as the machine state says. */
export function diagnosedNode(files: NodeFiles, version?: number, machine?: MachineState): Diagnosis {
  const host = memoryHost(machine ? { ...WHILE_RUNNING, ...files } : files, { live: machine !== undefined });
  const report = inspectNode(host, version === undefined ? {} : { kubeletVersion: version });
  return diagnose(host, report, { now: NOW, ruleOf, ...(machine && { ask: () => machine }) });
}
