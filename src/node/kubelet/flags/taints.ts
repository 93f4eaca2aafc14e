import { isLabelValue, isQualifiedName } from '../../../validation/names.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { ConfigValue } from './flag-types.ts';
import type { Read } from './go-numbers.ts';

/** A taint as `--register-with-taints` makes it. */
interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/**
 * RegisterWithTaintsVar.Set (pkg/util/flag/flags.go) with ParseTaints (pkg/util/taints): `key=value:Effect`, or
 * undefined for an empty text. Taints "to remove" (`key-`) are checked and dropped.
 */
export function readTaints(text: string, minor: Minor): Read<readonly ConfigValue[] | undefined> {
  if (text === '') return { ok: true, value: undefined };
  const taints: ConfigValue[] = [];
  const seen = new Set<string>();
  for (const spec of text.split(',')) {
    const removes = spec.endsWith('-');
    const read = readTaint(removes ? spec.slice(0, -1) : spec, minor);
    if (!read.ok) return read;
    if (removes) continue;
    const { key, value, effect } = read.value;
    if (effect === '') return { ok: false, error: `invalid taint spec: ${spec}` };
    if (seen.has(`${effect} ${key}`)) {
      const shown = `{${key} ${value} ${effect} <nil>}`;
      return { ok: false, error: `duplicated taints with the same key and effect: ${shown}` };
    }
    seen.add(`${effect} ${key}`);
    taints.push({ key, ...(value === '' ? {} : { value }), effect });
  }
  return { ok: true, value: taints.length === 0 ? undefined : taints };
}

/** parseTaint: `key=value:effect`, `key:effect` or `key`. */
function readTaint(spec: string, minor: Minor): Read<Taint> {
  const wrong = (details: readonly string[]) => {
    const error = `invalid taint spec: ${spec}${details.length > 0 ? `, ${details.join('; ')}` : ''}`;
    return { ok: false, error } as const;
  };
  const [pair = '', effect = '', ...rest] = spec.split(':');
  if (rest.length > 0) return wrong([]);
  if (spec.includes(':') && !EFFECTS.includes(effect)) {
    return { ok: false, error: `invalid taint effect: ${effect}, unsupported taint effect` };
  }
  // Without an effect an equals sign is part of the key.
  const [key = '', value = '', ...more] = spec.includes(':') ? pair.split('=') : [pair];
  if (more.length > 0) return wrong([]);
  const valueErrors = isLabelValue(value, minor);
  if (valueErrors.length > 0) return wrong(valueErrors);
  const keyErrors = isQualifiedName(key, minor);
  return keyErrors.length > 0 ? wrong(keyErrors) : { ok: true, value: { key, value, effect } };
}
