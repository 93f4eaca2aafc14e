import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/manifest/judgement.ts';
import { LOGGED_RULES } from '../../../src/manifest/logged/index.ts';
import { judge, pod } from '../judge.ts';

/** What is said of a pod that runs, as `severity rule message`. */
function said(text: string, facts: Partial<Facts> = {}): string[] {
  const { verdict, diagnostics } = judge(text, facts);
  expect(verdict).toBe('runs');
  return diagnostics.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`);
}

/** The same without the message. */
const rules = (text: string, facts: Partial<Facts> = {}) =>
  said(text, facts).map((line) => line.slice(0, line.indexOf(':')));

const mounting = (volume: object) =>
  pod({ volumes: [{ name: 'v', ...volume }] }, { volumeMounts: [{ name: 'v', mountPath: '/v' }] });

describe('the rules about what the kubelet takes', () => {
  it('have their evidence, one file each, and no id twice', () => {
    const folder = new URL('../../../src/manifest/logged/', import.meta.url);
    const files = readdirSync(folder).filter((name) => name !== 'index.ts' && name !== 'rule.ts');
    expect(LOGGED_RULES.length).toBe(files.length);
    expect(new Set(LOGGED_RULES.map(({ id }) => id)).size).toBe(files.length);
    for (const { evidence } of LOGGED_RULES) expect(evidence.length).toBeGreaterThan(0);
  });

  it('say nothing of what is common and harmless', () => {
    const metadata = { creationTimestamp: null, labels: { tier: 'control-plane' }, annotations: { a: 'b' } };
    const spec = {
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      priority: 2000001000,
      nodeName: 'node01',
      nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': 'node01' },
      os: { name: 'linux' },
      securityContext: {
        seccompProfile: { type: 'RuntimeDefault' },
        sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }],
      },
      tolerations: [{ operator: 'Exists' }],
      volumes: [{ name: 'h', hostPath: { path: '/h' } }],
    };
    expect(said(pod(spec, {}, metadata).replace(/}$/, ',"status":{}}'))).toEqual([]);
  });

  it('leave alone what is refused', () => {
    const text = pod({ containers: [] }, {}, { annotations: { 'kubernetes.io/config.mirror': 'x' } });
    expect(judge(text).diagnostics.map(({ ruleId }) => ruleId)).toEqual(['pod-required-field']);
  });
});

describe('a pod that the kubelet takes and never runs', () => {
  it('calls itself a mirror', () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: p
  annotations:
    kubernetes.io/config.mirror: a1b2
spec:
  containers: [{name: c, image: i}]
`;
    const [finding] = judge(text).diagnostics;
    expect(finding).toMatchObject({
      ruleId: 'pod-mirror-annotation',
      severity: 'warning',
      location: { line: 6, column: 5, endColumn: 32 },
    });
  });

  it('is being deleted', () => {
    const metadata = { deletionTimestamp: '2026-01-02T03:04:05Z' };
    expect(said(pod({}, {}, metadata))).toEqual([
      'warning pod-deletion: a pod with a deletionTimestamp is being deleted, so the kubelet never starts it',
    ]);
    expect(rules(pod({}, {}, { deletionTimestamp: null, finalizers: [] }))).toEqual([]);
    expect(rules(pod({}, {}, { finalizers: ['a.b/c'] }))).toEqual(['warning pod-deletion']);
  });

  it('is for another system', () => {
    expect(said(pod({ os: { name: 'windows' } }))[0]).toContain('it is for "windows"');
    expect(rules(pod({}, {}, { labels: { 'kubernetes.io/os': 'windows' } }))).toEqual([
      'warning pod-os-not-supported',
    ]);
    expect(rules(pod({ nodeSelector: { 'kubernetes.io/os': 'windows' } }))).toEqual([
      'warning pod-node-affinity',
    ]);
  });

  it('needs labels that its node may not have', () => {
    expect(rules(pod({ nodeSelector: { disk: 'ssd' } }))).toEqual(['info pod-node-affinity']);
    const nodeSelectorTerms = [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }];
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
    expect(rules(pod({ affinity: { nodeAffinity } }))).toEqual(['info pod-node-affinity']);
  });

  it('needs AppArmor, by field or annotation', () => {
    const context = (type: string) => ({ securityContext: { appArmorProfile: { type } } });
    expect(rules(pod(context('RuntimeDefault'), context('RuntimeDefault')))).toEqual([
      'info pod-apparmor',
      'info pod-apparmor',
    ]);
    expect(rules(pod(context('Unconfined')))).toEqual([]);
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default' };
    expect(rules(pod({}, {}, { annotations }), { version: 28 })).toEqual(['info pod-apparmor']);
  });
});

describe('a sysctl that is not safe', () => {
  const text = pod({ securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } });

  it('is rejected where the node does not allow it, and allowed where it does', () => {
    expect(said(text)[0]).toContain('a kubelet whose allowedUnsafeSysctls does not have it');
    expect(said(text, { node: { allowedUnsafeSysctls: [] } })[0]).toContain(
      'allowedUnsafeSysctls of this node does not have it',
    );
    for (const pattern of ['kernel.msgmax', 'kernel.msg*', 'kernel/msg*']) {
      expect(said(text, { node: { allowedUnsafeSysctls: [pattern] } })).toEqual([]);
    }
  });

  it('is one by version', () => {
    const rmem = pod({ securityContext: { sysctls: [{ name: 'net/ipv4/tcp_rmem', value: '1' }] } });
    expect(rules(rmem, { version: 31 })).toEqual(['warning pod-sysctl-forbidden']);
    expect(rules(rmem, { version: 32 })).toEqual([]);
  });
});

describe('a runtimeClassName', () => {
  const text = pod({ runtimeClassName: 'gvisor' });

  it('makes a kubelet without an API server panic since 1.30', () => {
    expect(said(text)[0]).toContain('a kubelet without an API server panics on runtimeClassName');
    expect(said(text, { node: { standalone: true } })[0]).toContain(
      'this kubelet has no API server, so it panics',
    );
    expect(said(text, { node: { standalone: true }, version: 29 })[0]).toContain('does not look at');
  });

  it('is in order with one', () => {
    expect(said(text, { node: { standalone: false } })).toEqual([]);
  });
});

describe('a volume', () => {
  it('of a type that the kubelet has no more is said to be none', () => {
    const rbd = mounting({ rbd: { monitors: ['a'], image: 'i' } });
    expect(rules(rbd, { version: 30 })).toEqual([]);
    expect(rules(rbd, { version: 31 })).toEqual(['warning pod-volume-unsupported']);
    expect(rules(mounting({ flocker: { datasetName: 'a' } }), { version: 28 })).toEqual([
      'warning pod-volume-unsupported',
    ]);
  });

  it('is set up only where a container mounts it', () => {
    expect(rules(pod({ volumes: [{ name: 'v', flocker: { datasetName: 'a' } }] }))).toEqual([]);
  });

  it('of type gitRepo is switched off since 1.33, but for a gate', () => {
    const git = mounting({ gitRepo: { repository: 'https://git.example/r.git' } });
    const gates = new Map([['GitRepoVolumeDriver', true]]);
    expect(rules(git, { version: 32 })).toEqual([]);
    expect(rules(git, { version: 33 })).toEqual(['warning pod-volume-unsupported']);
    expect(rules(git, { version: 33, gates })).toEqual([]);
  });

  it('of a driver outside needs an API server', () => {
    const disk = mounting({ gcePersistentDisk: { pdName: 'd' } });
    expect(rules(disk)).toEqual(['info pod-volume-unsupported']);
    expect(rules(disk, { node: { standalone: true } })).toEqual(['warning pod-volume-unsupported']);
    const portworx = mounting({ portworxVolume: { volumeID: 'd' } });
    expect(rules(portworx, { version: 30 })).toEqual([]);
    expect(rules(portworx, { version: 36 })).toEqual(['info pod-volume-unsupported']);
  });
});

describe('a priority', () => {
  it.each<[object, Facts['version'], string[]]>([
    [{ priorityClassName: 'system-node-critical' }, 36, []],
    [{ priorityClassName: 'system-node-critical' }, 37, ['info pod-priority']],
    [{ priority: 5 }, 34, ['warning pod-priority']],
    [{ priority: 0 }, 37, []],
    [{ priority: 7, priorityClassName: 'system-node-critical' }, 34, ['warning pod-priority']],
    [{ priority: 2000000000, priorityClassName: 'system-cluster-critical' }, 36, []],
    [{ priority: 2000000000, priorityClassName: 'system-cluster-critical' }, 37, ['info pod-priority']],
    [{ priority: 7, priorityClassName: 'mine' }, 37, ['info pod-priority']],
    [{ priorityClassName: 'mine' }, 36, ['info pod-priority']],
    [{ priorityClassName: 'openshift-user-critical', priority: 1000000000 }, 36, []],
    [{ preemptionPolicy: 'PreemptLowerPriority' }, 37, []],
    [{ preemptionPolicy: 'Never' }, 34, ['warning pod-priority']],
    [{ preemptionPolicy: 'Never', priorityClassName: 'system-node-critical' }, 34, ['warning pod-priority']],
    [{ preemptionPolicy: 'Never', priorityClassName: 'mine' }, 34, ['info pod-priority']],
  ])('%j in 1.%i', (spec, version, expected) => {
    expect(rules(pod(spec), { version })).toEqual(expected);
  });

  it('is of no matter to a kubelet without an API server, and neither are finalizers', () => {
    const node = { standalone: true };
    expect(rules(pod({ priority: 5, preemptionPolicy: 'Never' }), { node })).toEqual([]);
    expect(rules(pod({ priorityClassName: 'mine' }), { node })).toEqual(['info pod-priority']);
    expect(rules(pod({}, {}, { finalizers: ['a.b/c'] }), { node })).toEqual([]);
  });
});

describe('what the kubelet replaces', () => {
  it('is named: another node, a negative grace period, its own annotations, owners, a status', () => {
    const text = pod(
      { nodeName: 'other', terminationGracePeriodSeconds: -5 },
      {},
      {
        annotations: { 'kubernetes.io/config.hash': 'x' },
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'u' }],
      },
    ).replace(/}$/, ',"status":{"phase":"Running"}}');
    expect(said(text)).toEqual([
      'warning pod-field-overwritten: this pod runs on the node that reads the file, "node01", and not on "other": the kubelet replaces nodeName',
      'warning pod-field-overwritten: a negative terminationGracePeriodSeconds becomes 1 second',
      'info pod-field-overwritten: the kubelet sets the annotation "kubernetes.io/config.hash" itself and replaces this one',
      'info pod-field-overwritten: nobody owns a static pod: the kubelet puts its node in the place of these ownerReferences',
      'info pod-field-overwritten: the status is what the kubelet finds out: every pod begins as "Pending", whatever stands here',
    ]);
  });

  it('is not said of a node whose name is not known', () => {
    expect(said(pod({ nodeName: 'other' }), { nodeNameIsStandIn: true })).toEqual([]);
  });
});

describe('what has no effect', () => {
  it('is named: another scheduler, a host name beside the host network, a token', () => {
    expect(said(pod({ schedulerName: 'mine' }))).toEqual([
      'info pod-scheduling-ignored: "spec.schedulerName" is for the scheduler, which never sees a static pod, so it has no effect',
    ]);
    const names = { hostname: 'a', subdomain: 'b', setHostnameAsFQDN: true };
    expect(rules(pod({ hostNetwork: true, ...names }))).toEqual([
      'info pod-host-name-ignored',
      'info pod-host-name-ignored',
      'info pod-host-name-ignored',
    ]);
    expect(rules(pod({ automountServiceAccountToken: true }))).toEqual(['info pod-token-not-mounted']);
    const sound = { ...names, schedulerName: 'default-scheduler', automountServiceAccountToken: false };
    expect(rules(pod(sound))).toEqual([]);
  });

  it('is named: what only a scheduler reads, dead annotations, a policy that means another', () => {
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
    };
    expect(said(pod({ affinity: { podAntiAffinity } }))).toEqual([
      'info pod-scheduling-ignored: "spec.affinity.podAntiAffinity" is for the scheduler, which never sees a static pod, so it has no effect',
    ]);
    const annotations = {
      'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default',
      'scheduler.alpha.kubernetes.io/critical-pod': '',
    };
    expect(rules(pod({}, {}, { annotations }))).toEqual([
      'warning pod-annotation-ignored',
      'info pod-annotation-ignored',
    ]);
    expect(rules(pod({ hostNetwork: true, dnsPolicy: 'ClusterFirst' }))).toEqual(['info pod-dns-policy']);
    expect(rules(pod({ dnsPolicy: 'ClusterFirst' }))).toEqual([]);
  });
});
