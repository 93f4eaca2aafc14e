import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Check, Subjects } from '../../src/checks/define-check.ts';
import { checks } from '../../src/checks/index.ts';
import { compareDiagnostics } from '../../src/diagnostics/diagnostic.ts';
import { asExpected, findingsIn } from './support.ts';

const at = (path: string) => fileURLToPath(new URL(`../../fixtures/checks/${path}`, import.meta.url));

/** `bad`, `good`, and more of each: `bad-json`, `bad@1.33` for another kubelet than the newest. */
const variants = (id: string, kind: 'bad' | 'good') =>
  readdirSync(at(id)).filter((name) => new RegExp(`^${kind}(-|@|$)`).test(name));

const all = checks.map((check) => [check.id, check as Check<keyof Subjects>] as const);

/** What holds the checks together; all other files beside them are checks, and what those share is in reading/. */
const HOLDING = [
  'areas',
  'check-source',
  'define-check',
  'directory-checks',
  'examine-node',
  'file-checks',
  'index',
  'live-checks',
  'node-checks',
  'run-checks',
];

describe('the registry', () => {
  it('has one file and one folder of fixtures a check', () => {
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(readdirSync(at('.')).sort()).toEqual([...ids].sort());
    const files = readdirSync(fileURLToPath(new URL('../../src/checks', import.meta.url)))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.slice(0, -'.ts'.length));
    expect(files.filter((name) => !HOLDING.includes(name)).sort()).toEqual([...ids].sort());
  });

  it.each(all)('%s tells everything a user may ask', (_, check) => {
    for (const text of [check.summary, check.why, check.bad, check.good, check.fix])
      expect(text.trim()).not.toBe('');
    expect(check.links.length).toBeGreaterThan(0);
    expect(check.summary).not.toMatch(/\.$/);
  });

  it('gives no errors: those are what the kubelet and systemd refuse', () => {
    for (const { id, severity } of checks) expect(['warning', 'info'], id).toContain(severity);
  });
});

describe.each(all)('%s', (id, check) => {
  it('finds what is bad', async () => {
    const said: string[] = [];
    for (const variant of variants(id, 'bad')) {
      const found = findingsIn(at(`${id}/${variant}`), check.scope);
      const own = found.filter(({ ruleId }) => ruleId === id);
      expect(own, variant).not.toEqual([]);
      if (check.scope === 'file') {
        const files = readdirSync(at(`${id}/${variant}`)).sort();
        expect([...new Set(own.map(({ location }) => location!.file.slice(1)))].sort()).toEqual(files);
      }
      for (const { severity, location } of own) {
        expect(severity).toBe(check.severity);
        // What runs need not be in a file.
        if (location || check.scope !== 'live') expect(location?.file).toMatch(/^\//);
      }
      said.push(...own.sort(compareDiagnostics).map((finding) => asExpected(variant, finding)));
    }
    await expect(said.join('')).toMatchFileSnapshot(at(`${id}/expected.txt`));
  });

  it('is silent on what is good, and so is every other check', () => {
    const names = variants(id, 'good');
    expect(names).not.toEqual([]);
    for (const variant of names) {
      const found = findingsIn(at(`${id}/${variant}`), check.scope);
      expect(found.filter(({ ruleId, severity }) => ruleId === id || severity !== 'info')).toEqual([]);
    }
  });
});
