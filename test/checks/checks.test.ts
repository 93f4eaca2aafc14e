import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkNode, checks } from '../../src/checks/index.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function findingsOn(fixture: string) {
  const host = rootHost(at(fixture));
  return checkNode({ host, report: inspectNode(host) });
}

describe('the registry', () => {
  it('has one file and one folder of fixtures a check', () => {
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(readdirSync(at('fixtures/checks')).sort()).toEqual([...ids].sort());
    for (const id of ids) expect(existsSync(at(`src/checks/${id}.ts`))).toBe(true);
  });

  it.each(checks.map((check) => [check.id, check] as const))(
    '%s finds the bad node and is silent on the good',
    (id, check) => {
      const found = findingsOn(`fixtures/checks/${id}/bad`).filter(({ ruleId }) => ruleId === id);
      expect(found).toHaveLength(1);
      expect(found[0]?.severity).toBe(check.severity);
      expect(found[0]?.location?.file).toMatch(/^\//);
      expect(findingsOn(`fixtures/checks/${id}/good`)).toEqual([]);
    },
  );

  it.each(checks.map((check) => [check.id, check] as const))(
    '%s tells everything a user may ask',
    (_, check) => {
      for (const text of [check.summary, check.why, check.bad, check.good, check.fix])
        expect(text).not.toBe('');
      expect(check.links.length).toBeGreaterThan(0);
    },
  );
});
