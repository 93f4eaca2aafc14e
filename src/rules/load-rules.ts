import { type RuleBook, ruleBook } from './rule-book.ts';

/** Every rule there is, where few runs ask: what the stages have to tell is read only then. */
export async function loadRules(): Promise<RuleBook> {
  const { stageRules } = await import('./stage-rules.ts');
  return ruleBook(stageRules);
}
