/*
 * What the command line needs of settings where there are any: a bundle of its own, for most runs have none.
 */
import schema from '../../schemas/settings.schema.json' with { type: 'json' };
import { readSettings, type SettingsFile } from './read-settings.ts';
import type { Vocabulary } from './settings.ts';

export { applySettings, excludedBy, isExcluded, levelsAt, regrader } from './apply-settings.ts';
export { effectiveSettings } from './effective-settings.ts';

/** What a settings file says. Rules and formats are known from the schema, which costs less than the rules themselves. */
export function loadSettings(file: SettingsFile): ReturnType<typeof readSettings> {
  return readSettings(file, vocabulary());
}

function vocabulary(): Vocabulary {
  const { Checks, Format } = schema.$defs;
  return {
    rules: new Map(
      Object.entries(Checks.properties).map(([rule, { $ref }]) => [
        rule,
        $ref === '#/$defs/Refusal' ? 'refusal' : 'settable',
      ]),
    ),
    formats: Format.enum,
  };
}
