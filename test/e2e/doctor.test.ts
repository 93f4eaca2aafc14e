import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONFIGURATION_FAULTS } from './doctor/configuration-faults.ts';
import type { Fault } from './doctor/fault.ts';
import { MACHINE_FAULTS } from './doctor/machine-faults.ts';
import { MANIFEST_FAULTS } from './doctor/manifest-faults.ts';
import { UNIT_FAULTS } from './doctor/unit-faults.ts';
import { given } from './given.ts';
import { type PrivateNode, startNode } from './node/private-node.ts';
import { takeDown } from './node/take-down.ts';
import { until } from './node/until.ts';
import { type Line, writeTranscript } from './transcript.ts';

const FAULTS: readonly Fault[] = [
  ...UNIT_FAULTS.map((fault): Fault => ({ ...fault, mode: 'systemd' })),
  ...CONFIGURATION_FAULTS,
  ...MACHINE_FAULTS,
  ...MANIFEST_FAULTS,
];
/** Of doctor, on a healthy node. */
const AT_MOST = 1000;
const { directory, spctl, nodes } = given();
const transcript: Line[] = [];

afterAll(() => writeTranscript('fault', "doctor's first line", transcript));

describe.each(nodes.map(({ mode, minor }) => [mode, minor] as const))(
  'doctor on a %s node, kubelet %s',
  (mode, minor) => {
    const state = join(directory, `${mode}-${minor}`);
    const number = Number(minor.split('.')[1]);
    let node: PrivateNode;

    const doctor = (...flags: readonly string[]) => node.run(process.execPath, spctl, 'doctor', ...flags);
    const add = (what: string, proof: string, said: string, milliseconds: number) =>
      transcript.push({ what, minor, mode, proof, said: said.split('\n')[0]!, milliseconds });

    beforeAll(async () => {
      node = await startNode(state, mode, minor);
    });
    afterAll(() => takeDown(state));

    it('finds nothing on the healthy node', () => isSilent('none', 5));

    // `mode` and `since` say on which nodes a fault can be made.
    const faults = FAULTS.filter((fault) => (fault.mode ?? mode) === mode && (fault.since ?? 0) <= number);
    it.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
      try {
        const mark = node.kubelet.mark();
        fault.inject(node);
        const proof = await until(`the node shows ${fault.proof}`, 30, () => proofOf(fault, mark)).catch(
          (error) => {
            throw new Error(`${error.message}; its log ends with\n${node.kubelet.since(mark).slice(-3000)}`);
          },
        );
        const text = doctor();
        add(fault.name, proof, text.stdout, text.milliseconds);
        const [first] = JSON.parse(doctor('-o', 'json').stdout).problems;
        const [ruleId, says] = fault.first;
        expect.soft(text.stdout.split('\n')[0]).toMatch(says);
        expect.soft(first?.ruleId).toBe(ruleId);
        expect.soft(text.status).toBe(1);
      } finally {
        fault.mend?.(node);
        await node.restore();
      }
      isSilent(`mended: ${fault.name}`);
    });

    /** The best of some times counts: what else this machine does is not doctor's. */
    function isSilent(name: string, times = 1): void {
      const asked = [doctor()];
      const best = () => Math.min(...asked.map(({ milliseconds }) => milliseconds));
      while (asked.length < times || (best() > AT_MOST && asked.length < 5)) asked.push(doctor());
      add(name, '', asked[0]!.stdout, best());
      for (const { status, stdout } of asked)
        expect.soft([status, stdout], name).toEqual([0, expect.any(String)]);
      expect.soft(best(), name).toBeLessThan(AT_MOST);
    }

    function proofOf({ proof }: Fault, mark: string): string | undefined {
      if (typeof proof === 'function') return proof(node);
      return node.kubelet
        .since(mark)
        .split('\n')
        .find((line) => proof.test(line));
    }
  },
);
