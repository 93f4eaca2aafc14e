import type { FeatureGates } from '../../../versions/feature-gates.ts';
import { CONFIGURATION_RULES } from './configuration-rules.ts';
import { type Configuration, type ValidationHost, viewConfiguration } from './configuration-view.ts';
import { LOGGING_RULES } from './logging-rules.ts';
import { applyRules, type ConfigurationProblem } from './rule.ts';

export type { ValidationHost } from './configuration-view.ts';
export type { ConfigurationProblem } from './rule.ts';

/**
 * The logging options that the kubelet refuses before it looks at anything else: logsapi.Validate, called by
 * ValidateAndApplyAsField (component-base logs/api/v1/options.go).
 */
export function validateLogging(config: Configuration, gates: FeatureGates): readonly ConfigurationProblem[] {
  return applyRules(LOGGING_RULES, viewConfiguration(config, gates));
}

/**
 * ValidateKubeletConfiguration (pkg/kubelet/apis/config/validation/validation.go), in upstream's order. `config`
 * is the effective configuration as v1beta1 JSON, defaults included; `gates` are those set by flag and by the
 * merged configuration. The gates themselves were judged when they were set.
 */
export function validateConfiguration(
  config: Configuration,
  gates: FeatureGates,
  host: ValidationHost = {},
): readonly ConfigurationProblem[] {
  return applyRules(CONFIGURATION_RULES, viewConfiguration(config, gates, host));
}
