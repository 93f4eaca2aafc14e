import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Remark } from './remark.ts';
import type { Suppressed } from './suppressed.ts';

/** What became of the remarks of a file, by the place of each among them and the rule that it names. */
export interface RemarkUse {
  readonly used: Set<string>;
  /** Those that would suppress a refusal. */
  readonly refused: Set<string>;
}

/** Where in a {@link RemarkUse} a rule of a remark stands; `file` remarks may name none. */
export function useKey(remark: Remark, rule: string | undefined): string {
  return `${remark.location.line} ${remark.location.column} ${rule ?? ''}`;
}

/** Findings of one file without those that its remarks suppress. */
export function applyRemarks(
  diagnostics: readonly Diagnostic[],
  remarks: readonly Remark[],
  use: RemarkUse,
): { readonly kept: readonly Diagnostic[]; readonly suppressed: readonly Suppressed[] } {
  const suppressed: Suppressed[] = [];
  const effective = remarks.filter(hasEffect);
  const kept = diagnostics.filter((diagnostic) => {
    const remark = effective.find((one) => speaksOf(one, diagnostic));
    if (!remark) return true;
    const rule = remark.rules.find((id) => id === diagnostic.ruleId);
    if (diagnostic.severity === 'error') {
      use.refused.add(useKey(remark, rule));
      return true;
    }
    use.used.add(useKey(remark, rule));
    suppressed.push({ diagnostic, by: 'comment', reason: remark.reason });
    return false;
  });
  return { kept, suppressed };
}

/** Whether nothing about the remark itself keeps it from suppressing anything. */
function hasEffect({ word, rules, reason, beforeContent, partOf }: Remark): boolean {
  if (reason === '' || partOf !== undefined) return false;
  return word === 'spctl-ignore-file' ? beforeContent : word === 'spctl-ignore' && rules.length > 0;
}

function speaksOf({ word, rules, line }: Remark, { ruleId, location }: Diagnostic): boolean {
  if (word === 'spctl-ignore-file') return rules.length === 0 || rules.includes(ruleId);
  return location?.line === line && rules.includes(ruleId);
}
