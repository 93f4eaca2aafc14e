import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
// @ts-expect-error a plain script
import { withRealOutput, withRuleTable } from '../scripts/readme.mjs';
import { rules } from '../src/rules/index.ts';

const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

it('shows in the README what the commands really print', () => {
  expect(text).toBe(withRealOutput(text));
});

it('tells the rules in the README as the registry does', () => {
  expect(text).toBe(withRuleTable(text, rules));
});
