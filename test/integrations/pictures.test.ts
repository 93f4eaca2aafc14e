import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a plain script
import { PICTURES, picture } from '../../scripts/readme-pictures.mjs';

const folder = new URL('../../docs/images/', import.meta.url);
const pictures = Object.entries(PICTURES as Readonly<Record<string, string>>);

describe("the README's pictures", () => {
  it('are those that the script draws, and no others', () => {
    expect(readdirSync(folder).sort()).toEqual(pictures.map(([file]) => file).sort());
  });

  it.each(pictures)(
    '%s shows what the command prints: else run scripts/readme-pictures.mjs',
    (file, command) => {
      expect(readFileSync(new URL(file, folder), 'utf8')).toBe(picture(command));
    },
  );

  it.each(pictures)('%s is an image that loads nothing and runs nothing', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(text.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /https?:|<script|href|url\(|@import/,
    );
    const names = [...text.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)];
    const open: string[] = [];
    for (const [, closes, name, alone] of names) {
      if (closes) expect(open.pop()).toBe(name);
      else if (!alone) open.push(name!);
    }
    expect(open).toEqual([]);
  });
});
