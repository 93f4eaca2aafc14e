import { describe, expect, it } from 'vitest';
import { machineHost } from '../../../src/node/host/machine-host.ts';
import type { Answer, AskRuntimeProgram } from '../../../src/runtime/ask.ts';
import { askRuntime } from '../../../src/runtime/ask-runtime.ts';
import { askPrograms } from '../../../src/runtime/programs/ask-programs.ts';
import { asRecorded, serveCri } from '../fake-runtime.ts';
import { recordedCrictl } from '../recorded.ts';

const absent = (program: string): Answer => ({
  ok: false,
  why: `there is no ${program} in /usr/bin or /bin`,
});
const said = (value: unknown): Answer => ({
  ok: true,
  stdout: typeof value === 'string' ? value : JSON.stringify(value, null, 2),
});

const crictl: AskRuntimeProgram = (program, args) => {
  if (program !== 'crictl') return absent(program);
  if (args.includes('pods')) return said(recordedCrictl.pods);
  if (args.includes('ps')) return said(recordedCrictl['ps --all']);
  return said(recordedCrictl.inspect);
};

describe('crictl', () => {
  it('tells the same as the runtime itself', async () => {
    const server = await serveCri(asRecorded);
    const byCri = await askRuntime(machineHost(), server.path);
    server.stop();
    const { running, failures } = askPrograms(crictl, null);
    expect(failures).toEqual([]);
    // It asks for no addresses.
    expect(running?.pods).toEqual(byCri.running?.pods.map((pod) => ({ ...pod, ip: null })));
  });

  it('is asked at the endpoint that is known, and for nothing but what is listed', () => {
    const asked: string[] = [];
    askPrograms((program, args) => {
      asked.push([program, ...args].join(' '));
      return crictl(program, args);
    }, 'unix:///run/x.sock');
    const ids = asked[2]?.split(' ').filter((word) => /^[0-9a-f]{64}$/.test(word));
    expect(ids).toHaveLength(4);
    expect(asked.map((command) => command.replace(/[0-9a-f]{64}/g, 'ID'))).toEqual([
      'crictl --runtime-endpoint unix:///run/x.sock pods --output json',
      'crictl --runtime-endpoint unix:///run/x.sock ps --all --output json',
      'crictl --runtime-endpoint unix:///run/x.sock inspect ID ID ID ID --output json',
    ]);
  });

  it('may print one container as an object', () => {
    const [only] = recordedCrictl.inspect as { status: { id: string } }[];
    const listed = (recordedCrictl['ps --all'] as { containers: { id: string }[] }).containers;
    const one: AskRuntimeProgram = (program, args) =>
      args.includes('ps')
        ? said({ containers: listed.filter(({ id }) => id === only!.status.id) })
        : args.includes('inspect')
          ? said(only)
          : crictl(program, args);
    const containers = askPrograms(one, null).running?.pods.flatMap((pod) => pod.containers);
    expect(containers).toHaveLength(1);
    expect(containers?.[0]?.argv?.[0]).toBe('/web');
  });
});

const POD = { name: 'web-node01', namespace: 'kube-system', uid: 'u1' };
const [sandbox, container] = ['a'.repeat(64), 'b'.repeat(64)];

describe('nerdctl', () => {
  const metadata = (kind: string, value: object) => ({
    [`io.cri-containerd.${kind}.metadata`]: {
      type_url: `github.com/containerd/cri/pkg/store/${kind}/Metadata`,
      value: Buffer.from(JSON.stringify({ Version: 'v1', Metadata: value })).toString('base64'),
    },
  });
  const labels = {
    'io.kubernetes.pod.name': POD.name,
    'io.kubernetes.pod.namespace': POD.namespace,
    'io.kubernetes.pod.uid': POD.uid,
  };
  const inspected = [
    {
      ID: sandbox,
      Labels: { ...labels, app: 'web', 'io.cri-containerd.kind': 'sandbox' },
      CreatedAt: '2026-11-21T20:36:59.565394142Z',
      Extensions: metadata('sandbox', {
        Config: { metadata: { attempt: 1 }, annotations: { 'kubernetes.io/config.source': 'file' } },
        IP: '10.1.1.1',
      }),
      Process: { Pid: 10, Status: { Status: 'running', ExitStatus: 0, ExitTime: '0001-01-01T00:00:00Z' } },
    },
    {
      ID: container,
      Labels: { ...labels, 'io.kubernetes.container.name': 'web', 'io.cri-containerd.kind': 'container' },
      Image: 'registry.example/web:1',
      CreatedAt: '2026-11-21T20:37:00Z',
      Extensions: metadata('container', {
        SandboxID: sandbox,
        LogPath: '/var/log/pods/x/web/2.log',
        Config: {
          metadata: { name: 'web', attempt: 2 },
          args: ['-x'],
          annotations: {
            'io.kubernetes.container.hash': 'abc',
            'io.kubernetes.container.restartCount': '2',
          },
        },
      }),
      Spec: { process: { args: ['/web', '-x'] } },
      Process: { Status: { Status: 'stopped', ExitStatus: 3, ExitTime: '2026-11-21T20:38:00Z' } },
    },
    { ID: 'c'.repeat(64), Labels: {} },
  ];
  const ask = (answer: unknown): AskRuntimeProgram => {
    return (program, args) => {
      if (program !== 'nerdctl') return absent(program);
      return args.includes('ps') ? said(`${sandbox}\n${container}\n`) : said(answer);
    };
  };

  it('tells what containerd keeps for CRI', () => {
    const { running, failures } = askPrograms(ask(inspected), null);
    expect(failures.map(({ endpoint, reason }) => [endpoint, reason])).toEqual([['crictl', 'absent']]);
    expect(running?.pods).toHaveLength(1);
    expect(running?.pods[0]).toMatchObject({
      ...POD,
      sandboxId: sandbox,
      state: 'ready',
      attempt: 1,
      ip: '10.1.1.1',
      labels: { app: 'web' },
      annotations: { 'kubernetes.io/config.source': 'file' },
    });
    expect(running?.pods[0]?.containers[0]).toMatchObject({
      name: 'web',
      state: 'exited',
      exitCode: 3,
      finishedAt: Date.parse('2026-11-21T20:38:00Z'),
      hash: 'abc',
      restartCount: 2,
      attempt: 2,
      args: ['-x'],
      argv: ['/web', '-x'],
      pid: null,
      logPath: '/var/log/pods/x/web/2.log',
    });
  });
});

describe('what programs say', () => {
  it.each([['not JSON'], ['null'], ['[[[]]]'], ['{"items":[null,1,{}],"containers":[null,{"metadata":3}]}']])(
    'may be anything: %s',
    (text) => {
      const { running } = askPrograms(
        (_, args) => said(args.includes('ps') ? `${text}\n${sandbox}` : text),
        null,
      );
      for (const pod of running?.pods ?? []) expect(pod.containers).toEqual([]);
    },
  );

  it('may be that they are not there', () => {
    const { running, failures } = askPrograms(absent, null);
    expect(running).toBeNull();
    expect(failures.map(({ endpoint, reason }) => [endpoint, reason])).toEqual([
      ['crictl', 'absent'],
      ['nerdctl', 'absent'],
      ['docker', 'absent'],
    ]);
  });
});
