import table from './control-plane-names.json' with { type: 'json' };
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from './minor.ts';

interface Row {
  readonly name: string;
  readonly since?: Minor;
  readonly until?: Minor;
}

const rows: readonly Row[] = table.admissionPlugins;

const byMinor = new Map<Minor, ReadonlySet<string>>();

/** The admission plugins that a recorded minor of kube-apiserver registers. */
export function admissionPlugins(minor: Minor): ReadonlySet<string> {
  let names = byMinor.get(minor);
  if (!names) {
    const known = rows.filter(
      ({ since = OLDEST_MINOR, until = NEWEST_MINOR }) => since <= minor && minor <= until,
    );
    names = new Set(known.map(({ name }) => name));
    byMinor.set(minor, names);
  }
  return names;
}

/** The last recorded minor with a plugin that is gone since; undefined for one that never was, or still is. */
export function lastMinorWithPlugin(name: string): Minor | undefined {
  return rows.find((row) => row.name === name)?.until;
}
