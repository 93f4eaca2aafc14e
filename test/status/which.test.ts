import { describe, expect, it } from 'vitest';
import { whichAnswer, whichExitCode } from '../../src/answers/which.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { whichMade } from '../../src/status/which.ts';
import { container, look, NODE, sandbox, uidOfWeb, WEB } from './pods.ts';

const host = memoryHost(NODE);
const report = inspectNode(host, { kubeletVersion: 34 });

async function which(word: string, running: Parameters<typeof look>[0]['running']) {
  return whichAnswer(report, word, whichMade(host, await look({ running }), word), []);
}

describe('which', () => {
  it.each([
    ['a pod as kubectl shows it', 'web-node01'],
    ['a pod with its namespace', 'default/web-node01'],
    ['a UID', 'UID'],
  ])('leads from %s to the line of its name', async (_, word) => {
    const uid = await uidOfWeb();
    const { made } = await which(word.replace('UID', uid), [sandbox(uid)]);
    expect(made).toMatchObject([{ file: WEB, location: { file: WEB, line: 4, column: 9 }, container: null }]);
  });

  it.each([
    ['a container', 'web'],
    ['the beginning of its ID', 'c0ffee'],
    ['a name of dockershim', 'k8s_web_web-node01_default_UID_0'],
  ])('leads from %s to the line of the container', async (_, word) => {
    const uid = await uidOfWeb();
    const { made } = await which(word.replace('UID', uid), [sandbox(uid)]);
    expect(made).toMatchObject([
      { file: WEB, location: { line: 7, column: 11 }, container: 'web', pid: 4242 },
    ]);
  });

  it('says of a pod of the API server that no file made it', async () => {
    const other = sandbox('u', {
      name: 'coredns-1',
      annotations: { 'kubernetes.io/config.source': 'api' },
      containers: [container({ name: 'coredns' })],
    });
    const answer = await which('coredns-1', [other]);
    expect(answer.made).toMatchObject([{ isStatic: false, file: null }]);
    expect(whichExitCode(answer, true)).toBe(1);
  });

  it('knows what is only wanted, in a copy too', async () => {
    const answer = await which('web-node01', null);
    expect(answer.made).toMatchObject([{ file: WEB, state: 'unknown', id: null }]);
    expect(whichExitCode(answer, false)).toBe(0);
  });

  it('leads nowhere, and that is no success', async () => {
    const answer = await which('nothing', []);
    expect(answer.made).toEqual([]);
    expect([whichExitCode(answer, true), whichExitCode(answer, false)]).toEqual([1, 3]);
  });
});
