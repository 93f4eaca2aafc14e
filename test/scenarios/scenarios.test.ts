import { describe, expect, it } from 'vitest';
import type { FileSpec } from '../../src/node/host/memory-host.ts';
import { CONTROL_PLANE_NODE } from './control-plane-node.ts';
import { lintedNode } from './linted-node.ts';
import { CONTROL_PLANE, STATIC_PODS } from './static-pods.ts';

const rows = Object.entries({ ...STATIC_PODS, ...CONTROL_PLANE }).flatMap(([row, scenarios]) =>
  scenarios.map((scenario) => ({ row, ...scenario })),
);

describe('the first finding names the cause', () => {
  it('and there is none on the sound node', () => {
    expect(lintedNode(CONTROL_PLANE_NODE)).toEqual([]);
  });

  it.each(rows)('$row: $fault', ({ change, first: [ruleId, says], version }) => {
    const files = Object.entries({ ...CONTROL_PLANE_NODE, ...change(CONTROL_PLANE_NODE) });
    const present = files.filter((entry): entry is [string, FileSpec] => entry[1] !== null);
    const [finding] = lintedNode(Object.fromEntries(present), version);
    expect(finding?.message).toMatch(says);
    expect(finding?.ruleId).toBe(ruleId);
  });
});
