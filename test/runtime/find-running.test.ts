import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { assemblePods } from '../../src/runtime/assemble-pods.ts';
import { namesInCgroup } from '../../src/runtime/cgroup-names.ts';
import { containersOf, sandboxesOf, withStatus } from '../../src/runtime/cri/read-messages.ts';
import { findRunning } from '../../src/runtime/find-running.ts';
import { recordedCrictl } from './recorded.ts';

const pods = assemblePods(
  sandboxesOf(recordedCrictl.pods),
  containersOf(recordedCrictl['ps --all']).map((each) => withStatus(each, undefined)),
);
const web = pods.find(({ name }) => name === 'web01-crinode')!;
const { uid, sandboxId } = web;
const { id } = web.containers[0]!;

function atProcess(cgroup: string) {
  const host = memoryHost({ '/proc/4711/cgroup': cgroup }, { live: true });
  return findRunning(pods, '4711', host);
}

const nowhere = memoryHost({}, { live: true });
const named = (wanted: string) =>
  findRunning(pods, wanted, nowhere).matches.map(({ pod, container, by }) => [
    pod.name,
    container?.name ?? null,
    by,
  ]);

describe('the process of a container', () => {
  it.each([
    [
      'cgroupfs, v1',
      `9:name=systemd:/kubepods/besteffort/pod${uid}/${id}\n8:pids:/kubepods/besteffort/pod${uid}/${id}`,
    ],
    ['cgroupfs, v2', `0::/kubepods/burstable/pod${uid}/${id}`],
    ['cgroupfs below another root', `0::/../../x/kubepods/pod${uid}/${id}`],
    [
      'systemd and containerd',
      `0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${uid}.slice/cri-containerd-${id}.scope`,
    ],
    [
      'containerd for systemd without systemd',
      `0::/system.slice/containerd.service/kubepods-besteffort-pod${uid}.slice:cri-containerd:${id}`,
    ],
    ['systemd and CRI-O', `0::/kubepods.slice/kubepods-pod${uid}.slice/crio-${id}.scope/container`],
    ['the watcher of CRI-O', `0::/kubepods.slice/kubepods-pod${uid}.slice/crio-conmon-${id}.scope`],
    ['Docker', `0::/kubepods.slice/kubepods-pod${uid}.slice/docker-${id}.scope`],
    ['a container in the container', `0::/kubepods/pod${uid}/${id}/docker/${'b'.repeat(64)}`],
  ])('is found by its cgroup: %s', (_, cgroup) => {
    const { matches, process } = atProcess(`${cgroup}\n`);
    expect(matches).toEqual([{ pod: web, container: web.containers[0], by: 'process' }]);
    expect(process).toBeNull();
  });

  it.each([
    ['the sandbox', `0::/kubepods/besteffort/pod${uid}/${sandboxId}`],
    ['no container that is known', `0::/kubepods/besteffort/pod${uid}/${'c'.repeat(64)}`],
    ['a UID with dashes', `0::/kubepods-burstable-podaaaa_bbbb.slice/x.scope`],
  ])('may lead to a pod and no container: %s', (_, cgroup) => {
    const dashed = { ...web, uid: 'aaaa-bbbb', sandboxId: 'other', containers: [] };
    const host = memoryHost({ '/proc/4711/cgroup': cgroup }, { live: true });
    const { matches } = findRunning([...pods, dashed], '4711', host);
    expect(matches).toHaveLength(1);
    expect(matches[0]).toMatchObject({ container: null, by: 'process' });
  });

  it('that is in no pod of these is told with what is known', () => {
    expect(atProcess('0::/system.slice/ssh.service\n')).toEqual({
      matches: [],
      process: { pid: 4711, cgroup: { ids: [], podUids: [] }, why: null },
    });
    expect(atProcess(`0::/kubepods/podgone/${'d'.repeat(64)}\n`).process?.cgroup).toEqual({
      ids: ['d'.repeat(64)],
      podUids: ['gone'],
    });
    expect(findRunning(pods, '4712', nowhere).process).toEqual({
      pid: 4712,
      cgroup: null,
      why: 'there is no such process',
    });
    expect(findRunning(pods, '4712', memoryHost({})).process?.why).toBe('in a copy of a node nothing runs');
  });

  it('is found whatever else its cgroup file holds', () => {
    expect(namesInCgroup('\0garbage\n:::\n0:/\n1::pod/kubepods\n').ids).toEqual([]);
    expect(namesInCgroup(`0::/system.slice/podman-1.scope`).podUids).toEqual([]);
  });
});

describe('a name', () => {
  it.each([['web01-crinode'], ['kube-system/web01-crinode'], ['pod/web01-crinode'], ['pods/web01-crinode']])(
    'of a pod, as kubectl prints it: %s',
    (name) => {
      expect(named(name)).toEqual([['web01-crinode', null, 'pod']]);
    },
  );

  it('may be an ID, whole or as crictl and docker print it', () => {
    expect(named(id)).toEqual([['web01-crinode', 'web', 'id']]);
    expect(named(`containerd://${id}`)).toEqual([['web01-crinode', 'web', 'id']]);
    expect(named(id.slice(0, 13))).toEqual([['web01-crinode', 'web', 'id prefix']]);
    expect(named(sandboxId)).toEqual([['web01-crinode', null, 'id']]);
    expect(named(sandboxId.slice(0, 12))).toEqual([['web01-crinode', null, 'id prefix']]);
    expect(named(uid)).toEqual([['web01-crinode', null, 'uid']]);
  });

  it("may be Docker's", () => {
    expect(named(`k8s_web_web01-crinode_kube-system_${uid}_0`)).toEqual([
      ['web01-crinode', 'web', 'container'],
    ]);
    expect(named(`k8s_POD_web01-crinode_kube-system_${uid}_0`)).toEqual([
      ['web01-crinode', null, 'container'],
    ]);
  });

  it('of containers leads to each pod that has one', () => {
    expect(named('web')).toEqual([
      ['web01-crinode', 'web', 'container'],
      ['web02-crinode', 'web', 'container'],
    ]);
  });

  it.each([[''], ['web01'], ['pod/'], ['a'], ['__proto__'], ['k8s_'], ['../../etc'], ['abc']])(
    'leads nowhere: %j',
    (name) => {
      expect(named(name)).toEqual([]);
    },
  );
});
