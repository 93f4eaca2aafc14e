import { ruleBook } from './rule-book.ts';
import { stageRules } from './stage-rules.ts';

/** Every rule there is: the stages' own, and the checks. */
export const { rules, ruleOf } = ruleBook(stageRules);
