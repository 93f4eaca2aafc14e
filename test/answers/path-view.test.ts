import { expect, test } from 'vitest';
import { viewOf } from '../../src/answers/path-view.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';

test("a node's own paths are told beside those of this machine, be it a copy or a running node under another root", () => {
  const copy = { path: '/host', given: '/host' };
  expect(viewOf(memoryHost({}), copy).tellsNodePath).toBe(true);
  expect(viewOf(memoryHost({}, { live: true }), copy).tellsNodePath).toBe(true);
  expect(viewOf(memoryHost({}, { live: true })).tellsNodePath).toBe(false);
});
