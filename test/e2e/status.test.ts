import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StatusAnswer } from '../../src/answers/status.ts';
import type { WhichAnswer } from '../../src/answers/which.ts';
import { ADMIN, type ApiServer, startApiServer } from './api/api-server.ts';
import { ownProgram } from './build/go.ts';
import { given } from './given.ts';
import { type PrivateNode, startNode } from './node/private-node.ts';
import { takeDown } from './node/take-down.ts';
import { until } from './node/until.ts';
import { addPod, pathOf } from './status/manifest.ts';
import { PASSING_STATES } from './status/passing-states.ts';
import type { Cluster, Expected, State } from './status/state.ts';
import { STEADY_STATES } from './status/steady-states.ts';
import { type Line, writeTranscript } from './transcript.ts';

/** Of status, in milliseconds beyond the start of the program. */
const AT_MOST = 300;
const ms = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;

const { directory, spctl, nodes } = given();
const transcript: Line[] = [];

afterAll(() => writeTranscript('state', 'what status says', transcript));

describe.each(nodes.map(({ mode, minor }) => [mode, minor] as const))(
  'status on a %s node, kubelet and API server %s',
  (mode, minor) => {
    const state = join(directory, `api-${mode}-${minor}`);
    const number = Number(minor.split('.')[1]);
    let node: PrivateNode;
    let api: ApiServer;

    const run = (...args: readonly string[]) => node.run(process.execPath, spctl, ...args);
    const status = (...args: readonly string[]) => run('status', '--kubeconfig', ADMIN, ...args);
    const which = (word: string): WhichAnswer => JSON.parse(run('which', word, '-o', 'json').stdout);

    beforeAll(async () => {
      node = await startNode(state, mode, minor, async (made) => {
        api = await startApiServer(made);
      });
      await until('the mirror is there', 30, () => api.pod('kube-system', 'web-node01'));
    });
    afterAll(() => takeDown(state));

    /** Also without the pods that were added: their processes, and what the runtime keeps of them. */
    async function restore(): Promise<void> {
      await node.restore();
      const names = () =>
        JSON.parse(status('-o', 'json').stdout).pods.map(({ name }: { name: string }) => name);
      await until('only one static pod is left', 60, () => `${names()}` === 'web-node01');
    }

    it('finds everything in order', () => {
      const { status: code, stdout } = status();
      expect.soft(code, stdout).toBe(0);
      expect.soft(stdout).toMatch(/kube-system\/web-node01 +web\.yaml +running +0 +\S+ +there/);
      const doctor = run('doctor', '--kubeconfig', ADMIN);
      expect.soft(doctor.status, doctor.stdout).toBe(0);
    });

    const states = (all: readonly State[]) =>
      all
        .filter((one) => (one.mode ?? mode) === mode && (one.since ?? 0) <= number)
        .map((one) => [one.name, one] as const);

    describe('states beside each other', () => {
      const failures = new Map<string, unknown>();
      let mark: string;
      const cluster = (): Cluster => ({ node, api, log: () => node.kubelet.since(mark) });

      beforeAll(async () => {
        mark = node.kubelet.mark();
        for (const [name, { make }] of states(STEADY_STATES))
          try {
            await make(cluster());
          } catch (error) {
            failures.set(name, error);
          }
      });
      afterAll(async () => {
        for (const [, { mend }] of states(STEADY_STATES)) await mend?.(cluster());
        await restore();
      });

      it.each(states(STEADY_STATES))('%s', (name, one) => {
        if (failures.has(name)) throw failures.get(name);
        return tells(one, cluster());
      });

      it('writes what Prometheus reads', () => {
        const { stdout } = status('-o', 'prometheus');
        node.write('/run/metrics', stdout);
        expect(node.shell(`'${ownProgram('metrics')}' < /run/metrics`)).toBe('5\n');
        expect(stdout).toContain(
          'pod="fail-node01",file="/etc/kubernetes/manifests/fail.yaml",state="failed"} 1',
        );
      });

      it('leads from names, IDs and processes to the manifest', () => {
        const answer: StatusAnswer = JSON.parse(status('-o', 'json').stdout);
        const web = answer.pods.find(({ name }) => name === 'web-node01')!;
        const [container] = web.containers;
        const sandbox = node.shell('ctr -n k8s.io containers ls').split('\n');
        const pause = node.shell(`ctr -n k8s.io tasks ls | awk '/RUNNING/ { print $1, $2 }'`).split('\n');
        const inside = node.shell('pgrep -f "^/pod -listen 127.0.0.1:8081"').trim();
        const ofWeb = { namespace: 'kube-system', name: 'web-node01', file: pathOf('web'), isStatic: true };
        for (const word of [
          'web-node01',
          'kube-system/web-node01',
          'web',
          container!.id,
          container!.id.slice(0, 8),
          inside,
        ])
          expect.soft(which(word).made, word).toMatchObject([ofWeb]);
        expect.soft(which(inside).made[0]).toMatchObject({ container: 'web', location: { line: 9 } });
        expect.soft(container!.pid).toBe(Number(inside));
        const sandboxes = pauses(web.uid!);
        expect.soft(sandboxes, `${sandbox} ${pause}`).not.toBe('');
        expect.soft(which(sandboxes).made).toMatchObject([{ ...ofWeb, container: null }]);
        expect.soft(which('normal').made).toMatchObject([{ name: 'normal', isStatic: false, file: null }]);
        expect
          .soft(
            which('same-node01')
              .made.map(({ isStatic }) => isStatic)
              .sort(),
          )
          .toEqual([false, true]);
        expect.soft(run('which', 'nothing-of-the-kind').status).toBe(1);
      });

      /** The process that holds a pod's sandbox. */
      function pauses(uid: string): string {
        const cgroups = `grep -l 'pod${uid.replaceAll('-', '_')}' /proc/[0-9]*/cgroup`;
        const [pid] = node
          .shell(
            `${cgroups} | cut -d/ -f3 | xargs ps -o pid=,args= -p | awk '$2 == "/pod" && NF == 2 { print $1 }'`,
          )
          .split('\n');
        return pid!.trim();
      }

      it('shows a change while it watches', async () => {
        const shown = () => node.read('/var/log/watch.log');
        node.start(
          '/var/log/watch.log',
          'bash',
          '-c',
          `'${process.execPath}' '${spctl}' status --watch; echo "exit $?"`,
        );
        await until('it shows something', 10, () => shown().includes('kube-system/web-node01'));
        addPod(node, { name: 'new' });
        await until('it shows the new one', 30, () => /default\/new-node01 .*running/.test(shown()));
        node.shell(`pkill -INT -f '^${process.execPath} .*status --watch'`);
        await until('it ends', 5, () => /\nexit \d+\n$/.test(shown()));
        expect(shown().slice(-20)).toMatch(/\nexit 130\n$/);
      });
    });

    describe('states that pass', () => {
      it.each(states(PASSING_STATES))('%s', async (_name, one) => {
        const mark = node.kubelet.mark();
        const cluster = { node, api, log: () => node.kubelet.since(mark) };
        try {
          await one.make(cluster);
          await tells(one, cluster);
        } finally {
          await one.mend?.(cluster);
          await restore();
        }
      });
    });

    it('answers for twenty pods in time', { timeout: 180_000 }, async () => {
      for (let i = 2; i <= 20; i++) addPod(node, { name: `many-${i}` });
      const running = () => status().stdout.match(/ running .* there$/gm)?.length;
      await until('twenty run', 120, () => running() === 20);
      const ways = [['--version'], ['status'], ['status', '--kubeconfig', ADMIN]];
      const times = ways.map(() => [] as number[]);
      // In turns: what else the machine does meanwhile befalls all of them.
      for (let i = 0; i < 10; i++)
        for (const [way, args] of ways.entries()) times[way]!.push(run(...args).milliseconds);
      for (const all of times) all.sort((a, b) => a - b);
      const beyond = (way: number, which: number) => times[way]![which]! - times[0]![which]!;
      const said = `beyond a start of ${ms(times[0]![5]!)}: ${ms(beyond(1, 5))}, with mirrors ${ms(beyond(2, 5))}`;
      transcript.push({
        what: 'twenty pods, medians of ten',
        minor,
        mode,
        proof: '',
        said,
        milliseconds: times[1]![5]!,
      });
      // The best of them: what else the machine does is not status's.
      for (const way of [1, 2]) expect.soft(beyond(way, 0), said).toBeLessThan(AT_MOST);
    });

    async function tells(one: State, cluster: Cluster): Promise<void> {
      const proof = await until(`${one.proof}`, one.within ?? 60, () => one.proof(cluster)).catch((error) => {
        throw new Error(`${error.message}; the kubelet's log ends with\n${cluster.log().slice(-3000)}`);
      });
      const { status: code, stdout, milliseconds } = status('-o', 'json');
      const { pods, files }: StatusAnswer = JSON.parse(stdout);
      const pod = pods.find(({ namespace, name }) => `${namespace}/${name}` === one.pod);
      const file = files.find(({ path }) => one.file?.path.test(path));
      const said = pod
        ? [
            pod.state,
            pod.why,
            pod.help,
            ...pod.evidence.slice(-1),
            `mirror ${pod.mirror?.state}`,
            pod.mirror?.why,
          ]
        : file
          ? [file.verdict, file.why]
          : ['(not shown)'];
      transcript.push({
        what: one.name,
        minor,
        mode,
        proof,
        said: said.filter((word) => word != null).join('; '),
        milliseconds,
      });
      expect.soft(code, stdout).toBe(one.exit ?? 1);
      if (one.says) expectPod(pod, one.says);
      if (one.file) {
        expect.soft(file?.verdict).toBe(one.file.verdict);
        expect.soft(file?.why).toMatch(one.file.why);
      }
    }
  },
);

function expectPod(pod: StatusAnswer['pods'][number] | undefined, says: Expected): void {
  expect.soft(pod?.state ?? null).toBe(says.state);
  const texts = {
    why: pod?.why,
    help: pod?.help,
    evidence: pod?.evidence.join('\n'),
    file: pod?.file,
    mirrorWhy: pod?.mirror?.why,
  };
  for (const [key, text] of Object.entries(texts) as [keyof typeof texts, string | null | undefined][]) {
    const expected = says[key];
    if (expected) expect.soft(text ?? '', key).toMatch(expected);
  }
  if (says.mirror) expect.soft(pod?.mirror?.state).toBe(says.mirror);
}
