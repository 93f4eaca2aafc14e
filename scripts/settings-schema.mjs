// node scripts/settings-schema.mjs: writes the rules that settings can speak of, and the formats, into
// schemas/settings.schema.json; the tests hold that there is nothing to write.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const path = fileURLToPath(new URL('../schemas/settings.schema.json', import.meta.url));
const biome = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url));

const { rules, lintFormats } = await loadSource({
  'src/rules/index.ts': ['rules'],
  'src/report/index.ts': ['lintFormats'],
});
const schema = JSON.parse(readFileSync(path, 'utf8'));
schema.$defs.Checks.properties = Object.fromEntries(
  [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, severities, summary }) => {
      const isRefusal = severities.every((severity) => severity === 'error');
      return [id, { $ref: `#/$defs/${isRefusal ? 'Refusal' : 'Level'}`, description: summary }];
    }),
);
schema.$defs.Format.enum = ['text', ...Object.keys(lintFormats)];
writeFileSync(path, JSON.stringify(schema));
execFileSync(biome, ['format', '--write', path]);
