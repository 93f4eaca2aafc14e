import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { rules } from '../../src/rules/index.ts';
import { stageRules } from '../../src/rules/stage-rules.ts';
import { NEWEST_MINOR, OLDEST_MINOR } from '../../src/versions/minor.ts';
import { givenBySources } from './sources.ts';

const given = givenBySources();

describe('the registry of rules', () => {
  it('has a rule for every id that the sources give, and no other', () => {
    const ids = new Set(given.map(({ id }) => id));
    expect([...ids].filter((id) => !stageRules.some((rule) => rule.id === id))).toEqual([]);
    expect(stageRules.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('has each id once, and all checks', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id } of checks) expect(ids).toContain(id);
  });

  it.each(stageRules.map((rule) => [rule.id, rule] as const))(
    '%s has the severities that the sources give it',
    (id, rule) => {
      const places = given.filter((one) => one.id === id);
      const literal = new Set(places.flatMap(({ severities }) => severities ?? []));
      for (const severity of literal) expect(rule.severities).toContain(severity);
      if (places.every(({ severities }) => severities)) {
        expect([...literal].sort()).toEqual([...rule.severities].sort());
      }
    },
  );

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s tells everything a user may ask', (id, rule) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const text of [rule.summary, rule.why, rule.bad, rule.good, rule.fix]) {
      expect(text.trim()).not.toBe('');
    }
    for (const text of [rule.summary, rule.why, rule.fix]) expect(text).not.toMatch(/\n/);
    expect(rule.summary).not.toMatch(/\.$/);
    expect(rule.why).toMatch(/\.$/);
    expect(rule.fix).toMatch(/\.$/);
    expect(rule.links.length).toBeGreaterThan(0);
    expect(rule.severities.length).toBeGreaterThan(0);
    const order = ['error', 'warning', 'info'];
    expect([...rule.severities].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(rule.severities);
    expect(rule.since ?? OLDEST_MINOR + 1).toBeGreaterThan(OLDEST_MINOR);
    expect(rule.since ?? NEWEST_MINOR).toBeLessThanOrEqual(NEWEST_MINOR);
  });
});
