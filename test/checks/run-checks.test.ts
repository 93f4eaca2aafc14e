import { expect, it } from 'vitest';
import { defineCheck, type ManifestSubject, NOTHING } from '../../src/checks/define-check.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { ruleOf } from '../../src/rules/index.ts';

const TEXTS = { summary: '', why: '', bad: '', good: '', fix: '', links: [] };
const check = (id: string, finds: () => readonly { message: string }[]) =>
  defineCheck({ ...TEXTS, id, scope: 'file', severity: 'info', check: finds });

it('says so where a check throws, and goes on with the others', () => {
  const checks = [
    check('first', () => [{ message: 'one' }]),
    check('broken', () => {
      throw new RangeError('Invalid string length');
    }),
    check('silent', () => NOTHING),
    check('last', () => [{ message: 'two' }]),
  ];
  const found = runChecks(checks, { path: '/a.yaml' } as ManifestSubject);
  expect(found.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([
    ['first', 'info'],
    ['check-failed', 'warning'],
    ['last', 'info'],
  ]);
  expect(found[1]!.message).toContain('"broken"');
  expect(found[1]!.message).toContain('Invalid string length');
  expect(found[1]!.location).toEqual({ file: '/a.yaml' });
  expect(ruleOf('check-failed')?.severities).toEqual(['warning']);
});
