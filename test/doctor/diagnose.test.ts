import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/doctor/diagnose.ts';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { ruleBook } from '../../src/rules/rule-book.ts';
import { stageRules } from '../../src/rules/stage-rules.ts';
import type { MachineState } from '../../src/runtime/machine-state.ts';
import { NOW } from '../checks/support.ts';
import { proc } from '../node/process/proc-node.ts';

const { ruleOf } = ruleBook(stageRules);

const UNIT = '/etc/systemd/system/kubelet.service';
const CONFIG = '/var/lib/kubelet/config.yaml';

const WORKER: Readonly<Record<string, FileSpec>> = {
  '/etc/hostname': 'node01\n',
  [UNIT]:
    '[Service]\nEnvironmentFile=-/etc/default/kubelet\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml $KUBELET_EXTRA_ARGS\n[Install]\nWantedBy=multi-user.target\n',
  '/etc/systemd/system/multi-user.target.wants/kubelet.service': { link: UNIT },
  '/usr/bin/kubelet': { text: '\u007fELF', mode: 0o755 },
  '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS="--v=2"\n',
  [CONFIG]:
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: /etc/kubernetes/manifests\n',
  '/etc/kubernetes/manifests': { dir: true },
};

function diagnosed(changes: Readonly<Record<string, FileSpec | null>> = {}, machine?: MachineState) {
  const files = Object.entries({ ...WORKER, ...changes }).filter(([, file]) => file !== null);
  const host = memoryHost(Object.fromEntries(files) as Record<string, FileSpec>);
  return diagnose(host, inspectNode(host), { now: NOW, ruleOf, ...(machine && { ask: () => machine }) });
}

const ids = ({ problems }: ReturnType<typeof diagnosed>) =>
  problems.map(({ diagnostic }) => diagnostic.ruleId);

const BROKEN_POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n';

describe('a diagnosis', () => {
  it('finds nothing on a sound node, and says of each part that it is in order', () => {
    const { problems, areas, unchecked } = diagnosed();
    expect(problems).toEqual([]);
    expect(unchecked).toEqual([]);
    expect(areas.filter(({ status }) => status !== 'ok')).toEqual([{ area: 'kubelet', status: 'unknown' }]);
  });

  it('begins with what stops the kubelet, whatever else is wrong', () => {
    const found = diagnosed({
      [CONFIG]: null,
      '/etc/kubernetes/kubelet.conf': 'apiVersion: v1\nkind: Config\n',
    });
    expect(ids(found)[0]).toBe('kubelet-config-missing');
    expect(found.problems[0]).toMatchObject({ area: 'configuration', weight: 'stops-kubelet' });
  });

  it('puts a refused manifest before what may be meant so', () => {
    const found = diagnosed({
      '/etc/kubernetes/manifests/a.yaml': BROKEN_POD,
      [CONFIG]: `${WORKER[CONFIG]}clusterDNS: [kube-dns]\n`,
    });
    expect(ids(found)).toEqual(['pod-required-field', 'cluster-dns-invalid']);
  });

  it('shows what the kubelet refuses under the quote that made it', () => {
    const found = diagnosed({ '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS="--v=2\nOTHER=1\n' });
    expect(ids(found)[0]).toBe('environment-file-unclosed-quote');
    expect(found.problems).toHaveLength(1);
  });

  it('does not take what it did not reach for sound', () => {
    const { areas } = diagnosed({ [UNIT]: null });
    const unknown = areas.filter(({ status }) => status === 'unknown').map(({ area }) => area);
    expect(unknown).toEqual(expect.arrayContaining(['command-line', 'configuration', 'static-pods']));
  });

  it('has systemd read a changed unit again, and nobody restart a kubelet for a manifest', () => {
    const ofUnit = diagnosed({ [UNIT]: `${WORKER[UNIT]}`.replace('/usr/bin/', '/usr/local/bin/') });
    expect(ofUnit.problems[0]?.remedy.apply).toEqual([
      'systemctl daemon-reload',
      'systemctl restart kubelet.service',
    ]);
    const ofPod = diagnosed({ '/etc/kubernetes/manifests/a.yaml': BROKEN_POD });
    expect(ofPod.problems[0]?.remedy).toEqual({
      mend: [],
      apply: [],
      verify: ['crictl pods --name a-node01'],
    });
  });

  it('takes commands out of the help as they stand there', () => {
    const [masked] = diagnosed({ [UNIT]: { link: '/dev/null' } }).problems;
    expect(masked?.remedy).toMatchObject({
      mend: ['systemctl unmask kubelet.service'],
      apply: ['systemctl daemon-reload', 'systemctl restart kubelet.service'],
    });
  });

  it('misses no unit of a kubelet that runs without one', () => {
    const { [UNIT]: _, ...files } = WORKER;
    const tree = {
      ...files,
      '/etc/resolv.conf': 'nameserver 192.0.2.1\n',
      ...proc({ 10: { cgroup: '0::/\n', argv: ['/usr/bin/kubelet', `--config=${CONFIG}`, '--v=2'] } }),
    };
    const host = memoryHost(tree as Record<string, FileSpec>, { live: true, hostName: 'node01' });
    const { problems, unlooked, notes } = diagnose(host, inspectNode(host), { now: NOW, ruleOf });
    expect(notes.map(({ ruleId }) => ruleId)).toContain('kubelet-not-found');
    expect([...problems, ...unlooked]).toEqual([]);
  });

  it('tells of every check what it looked at', () => {
    const { examinations } = diagnosed();
    const swap = examinations.find(({ check }) => check.id === 'swap-on');
    expect(swap?.looked).toContain('/etc/fstab');
    expect(examinations.length).toBeGreaterThan(30);
  });
});
