import Ajv2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintFormats } from '../../src/report/index.ts';
import { rules } from '../../src/rules/index.ts';
import { loadSettings } from '../../src/settings/load-settings.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { settingsSchema, VOCABULARY } from './support.ts';

const schema = settingsSchema();

describe('the schema of settings', () => {
  it('knows every rule and format: node scripts/settings-schema.mjs', () => {
    const known = Object.entries<{ $ref: string; description: string }>(schema.$defs.Checks.properties);
    const expected = rules.map(({ id, severities, summary }) => [
      id,
      {
        $ref: `#/$defs/${severities.every((severity) => severity === 'error') ? 'Refusal' : 'Level'}`,
        description: summary,
      },
    ]);
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(expected));
    expect(schema.$defs.Format.enum).toEqual(['text', ...Object.keys(lintFormats)]);
  });

  it('is what the command line reads the names of rules from', () => {
    const [first] = rules.filter(({ severities }) => !severities.includes('error'));
    const bytes = new TextEncoder().encode(`checks: {${first!.id}: off}\nformats: [sarif]\n`);
    expect(loadSettings({ name: 's', directory: '/', bytes }).diagnostics).toEqual([]);
  });

  it('holds exactly what is read without a complaint', () => {
    const validate = new Ajv2020.default({ strict: false }).compile(withVocabulary());
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(documents, (document) => {
        const bytes = new TextEncoder().encode(JSON.stringify(document));
        const { diagnostics } = readSettings({ name: 's', directory: '/', bytes }, VOCABULARY);
        const holds = validate(document);
        verdicts.add(holds);
        expect([document, diagnostics.map(({ message }) => message), diagnostics.length === 0]).toEqual([
          document,
          diagnostics.map(({ message }) => message),
          holds,
        ]);
      }),
      { numRuns: 2000 },
    );
    expect(verdicts.size).toBe(2);
  });
});

/** The schema with the tests' own rules and formats. */
function withVocabulary() {
  const { rules, formats } = VOCABULARY;
  const properties = Object.fromEntries(
    [...rules].map(([rule, kind]) => [rule, { $ref: `#/$defs/${kind === 'refusal' ? 'Refusal' : 'Level'}` }]),
  );
  const { Checks, ...$defs } = schema.$defs;
  return { ...schema, $defs: { ...$defs, Format: { enum: formats }, Checks: { ...Checks, properties } } };
}

/** Mostly right, now and then wrong in one place. */
const odd = fc.oneof({
  weight: 1,
  arbitrary: fc.constantFrom<unknown>(null, '', 1, true, 'x', [], {}, ['x'], { a: 1 }),
});
const mostly = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
const level = mostly(fc.constantFrom<unknown>('off', 'on', 'info', 'warning', true, false));
const checks = mostly(
  fc.record(
    {
      'fixed-uid': level,
      'empty-argument': level,
      'pod-invalid': fc.constantFrom<unknown>('on', true, 'off'),
    },
    { requiredKeys: [] },
  ),
);
const pattern = mostly(
  fc.constantFrom(
    'a',
    '/a/b',
    'a/',
    '**',
    '*.yaml',
    '!a',
    '../a',
    'a/..',
    '..',
    '/',
    '.',
    './a',
    '...',
    'a//b',
  ),
);
const patterns = mostly(fc.array(pattern, { maxLength: 2 }));
const documents = mostly(
  fc.record(
    {
      $schema: mostly(fc.constant('x')),
      checks,
      overrides: mostly(
        fc.array(mostly(fc.record({ paths: patterns, checks }, { requiredKeys: ['paths', 'checks'] })), {
          maxLength: 2,
        }),
      ),
      exclude: patterns,
      checksEnabled: mostly(fc.boolean()),
      kubeletVersions: mostly(
        fc.array(mostly(fc.constantFrom('1.34', 'v1.30.2', ' 1.34 ', '1.34.1-eks', '2.0', '1.', '1.34/')), {
          maxLength: 2,
        }),
      ),
      nodeName: mostly(fc.constant('n')),
      featureGates: mostly(fc.dictionary(fc.constantFrom('A', 'B'), mostly(fc.boolean()))),
      formats: mostly(
        fc.array(
          mostly(
            fc.oneof(
              fc.constantFrom<unknown>('text', 'sarif', 'nosuch'),
              fc.dictionary(
                fc.constantFrom('json', 'sarif', 'nosuch'),
                mostly(fc.constantFrom('a', 'a/b', '/a', 'a/', '../a', 'a/../b', '..a')),
                { maxKeys: 2 },
              ),
            ),
          ),
          { maxLength: 2 },
        ),
      ),
      failOn: mostly(fc.constantFrom('error', 'warning', 'info', 'never')),
      nosuch: fc.constant(1),
    },
    { requiredKeys: [] },
  ),
);
