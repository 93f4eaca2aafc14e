import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error a plain script
import { docs, ruleDocs } from '../../scripts/rule-docs.mjs';
import { rules } from '../../src/rules/index.ts';

it('has a page for each rule in docs/rules, as the rule and its example are: node scripts/rule-docs.mjs writes them', () => {
  const pages = ruleDocs(rules) as ReadonlyMap<string, string>;
  expect(readdirSync(docs).sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages) expect(readFileSync(join(docs, name), 'utf8'), name).toBe(text);
});
