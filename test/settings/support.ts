import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSettings } from '../../src/settings/read-settings.ts';
import type { Vocabulary } from '../../src/settings/settings.ts';

/** Rules of the tests' own: one that may be switched off, another, and a refusal. */
export const VOCABULARY: Vocabulary = {
  rules: new Map([
    ['fixed-uid', 'settable'],
    ['empty-argument', 'settable'],
    ['pod-invalid', 'refusal'],
  ]),
  formats: ['text', 'json', 'sarif'],
};

/** Reads a text as the settings of /repo. */
export function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readSettings({ name: '.spctl.yaml', directory: '/repo', bytes }, VOCABULARY);
}

/** The settings of a text that has nothing wrong. */
export function settings(text: string) {
  const { settings, diagnostics } = read(text);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return settings;
}

/** What is wrong, as `line:column message`. */
export function problems(text: string | Uint8Array): string[] {
  return read(text).diagnostics.map(
    ({ location, message, help }) =>
      `${location?.line}:${location?.column} ${message}${help ? ` (${help})` : ''}`,
  );
}

/** The schema that editors use. */
export function settingsSchema() {
  const path = fileURLToPath(new URL('../../schemas/settings.schema.json', import.meta.url));
  return JSON.parse(readFileSync(path, 'utf8'));
}
