import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';

/** What is wrong with many entries in the same way is said once. */
export interface Complaint {
  readonly ruleId: string;
  readonly severity: Diagnostic['severity'];
  /** Of one entry, and of several; the names follow. */
  readonly one: string;
  readonly many: string;
  readonly help?: string;
}

/** What is found on the way through an archive: single findings, and complaints about entries, counted. */
export interface Findings {
  /** The first finding of a rule is the cause, others of that rule would follow from it. */
  add(diagnostic: Diagnostic): void;
  /** `name` is the entry's, as the archive spells it. */
  complain(complaint: Complaint, name: string): void;
  all(): readonly Diagnostic[];
}

/** No findings yet. */
export function findings(): Findings {
  const single: Diagnostic[] = [];
  const counted = new Map<Complaint, { count: number; readonly first: string }>();
  return {
    add(diagnostic) {
      if (single.every(({ ruleId }) => ruleId !== diagnostic.ruleId)) single.push(diagnostic);
    },
    complain(complaint, name) {
      const known = counted.get(complaint);
      if (known) known.count += 1;
      else counted.set(complaint, { count: 1, first: name });
    },
    all: () => [...single, ...[...counted].map(([complaint, seen]) => diagnosticOf(complaint, seen))],
  };
}

function diagnosticOf(
  complaint: Complaint,
  seen: { readonly count: number; readonly first: string },
): Diagnostic {
  const { ruleId, severity, one, many, help } = complaint;
  const name = quoteName(seen.first);
  const message = seen.count === 1 ? `${one}: ${name}` : `${seen.count} ${many}, ${name} the first of them`;
  return { ruleId, severity, message, ...(help !== undefined && { help }) };
}

/** More of a name is not shown: a name can be as long as the archive. */
const MAX_SHOWN = 200;

/** An entry's name for a message. */
export function quoteName(name: string): string {
  if (name.length <= MAX_SHOWN) return `"${name}"`;
  // Not in the middle of a surrogate pair.
  return `"${name.slice(0, MAX_SHOWN).replace(/[\ud800-\udbff]$/, '')}…"`;
}
