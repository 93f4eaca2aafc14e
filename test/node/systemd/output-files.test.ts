import { expect, it } from 'vitest';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { inspectNode } from '../../../src/node/inspect-node.ts';

it('tells the files that a unit writes its output to', () => {
  const host = memoryHost({
    '/etc/systemd/system/kubelet.service':
      '[Service]\nExecStart=/usr/bin/kubelet\nStandardOutput=append:/var/log/%N.log\nStandardError=file:/var/log/err\n',
  });
  const { found } = inspectNode(host);
  expect(found?.service.unit.outputFiles).toEqual(['/var/log/kubelet.log', '/var/log/err']);
});

it('tells none where it goes to the journal', () => {
  const host = memoryHost({
    '/etc/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet\n',
  });
  expect(inspectNode(host).found?.service.unit.outputFiles).toEqual([]);
});
