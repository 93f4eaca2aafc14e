import type { UnknownField } from '../schema/decoder.ts';
import { suggestField } from '../schema/suggest.ts';
import type { Minor } from '../versions/minor.ts';

/** A field that the decoder drops, and the one that was probably meant: only where no kubelet knows the field. */
export interface MisspeltField extends UnknownField {
  readonly meant?: string;
}

/** Looks for what was meant by each unknown field. */
export function suggestFields(fields: readonly UnknownField[], minor: Minor): MisspeltField[] {
  return fields.map((field) => {
    const meant = field.known ? undefined : suggestField(field.type, field.key, minor);
    return meant === undefined ? field : { ...field, meant };
  });
}

/** The key that was written instead, by the path of the field that was meant. */
export function misspellings(fields: readonly MisspeltField[]): ReadonlyMap<string, string> {
  const byPath = new Map<string, string>();
  for (const { path, key, meant } of fields) {
    if (meant !== undefined) byPath.set(path.slice(0, path.length - key.length) + meant, key);
  }
  return byPath;
}
