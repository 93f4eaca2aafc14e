import { HOST_RULES } from './host-rules.ts';
import { LIMIT_RULES } from './limit-rules.ts';
import { POLICY_RULES } from './policy-rules.ts';
import type { Rule } from './rule.ts';

/**
 * ValidateKubeletConfiguration (pkg/kubelet/apis/config/validation/validation.go) as a table, in upstream's
 * order. `since` and `until` are the minors that have a rule.
 */
export const CONFIGURATION_RULES: readonly Rule[] = [...LIMIT_RULES, ...POLICY_RULES, ...HOST_RULES];
