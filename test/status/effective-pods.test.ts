import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { effectivePods } from '../../src/status/effective-pods.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { NODE, pod, WEB } from './pods.ts';

const host = memoryHost(NODE);
const document = parseDocument(new TextEncoder().encode(pod()), WEB);
const uidsOf = (minor: number | null, running: readonly string[] = []) => {
  const report = inspectNode(host, minor === null ? {} : { kubeletVersion: minor });
  const facts = { ...report.facts, nodeName: report.nodeName.display };
  return effectivePods(report, new Set(running))(document, facts, WEB).uids;
};

describe('the UIDs that a kubelet may give', () => {
  it('are one where its version is known', () => {
    expect(uidsOf(34)).toHaveLength(1);
  });

  it('are all where its version is not known', () => {
    const all = uidsOf(null);
    expect(all.length).toBeGreaterThan(1);
    expect(all).toContain(uidsOf(34)[0]);
  });

  it('are the one that runs where its version is not known', () => {
    const old = uidsOf(28);
    expect(uidsOf(null, old)).toEqual(old);
  });

  it('are not taken from what runs where the version is known', () => {
    expect(uidsOf(34, ['another'])).toEqual(uidsOf(34));
  });
});
