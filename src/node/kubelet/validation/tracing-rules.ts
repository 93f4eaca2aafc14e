import { quote } from '../../../bytes/go-strings.ts';
import { parseURL } from '../../../validation/go-url.ts';
import type { ConfigurationView } from './configuration-view.ts';
import { type Fault, invalid } from './rule.ts';

/** ValidateTracingConfiguration (component-base tracing/api/v1/config.go); a gate guarded it until 1.33. */
export function checkTracing(config: ConfigurationView): readonly (string | Fault)[] {
  const tracing = config.value('tracing');
  if (tracing === undefined || tracing === null) return [];
  if (config.minor < 34 && !config.isEnabled('KubeletTracing')) {
    const message = invalid('tracing should not be configured if KubeletTracing feature flag is disabled.');
    return [{ message, paths: ['tracing', 'featureGates.KubeletTracing'] }];
  }
  const rate = config.value('tracing.samplingRatePerMillion');
  const endpoint = config.value('tracing.endpoint');
  return [
    ...(typeof rate === 'number' ? checkRate(rate) : []),
    ...(typeof endpoint === 'string' ? checkEndpoint(endpoint) : []),
  ];
}

function checkRate(rate: number): readonly Fault[] {
  const path = 'tracing.samplingRatePerMillion';
  const problem =
    rate < 0
      ? 'sampling rate must be positive'
      : rate > 1_000_000
        ? 'sampling rate per million must be less than or equal to one million'
        : undefined;
  return problem === undefined
    ? []
    : [{ message: `${path}: Invalid value: ${rate}: ${problem}`, paths: [path] }];
}

function checkEndpoint(written: string): readonly Fault[] {
  const path = 'tracing.endpoint';
  const endpoint = written.includes('//') ? written : `dns://${written}`;
  const fault = (problem: string): readonly Fault[] => [
    { message: `${path}: Invalid value: ${quote(endpoint)}: ${problem}`, paths: [path] },
  ];
  const url = parseURL(endpoint);
  if (!url.ok) return fault(url.error);
  if (['dns', 'unix', 'unix-abstract'].includes(url.scheme)) return [];
  return fault(
    `unsupported scheme: ${url.scheme}.  Options are none, dns, unix, or unix-abstract.  See https://github.com/grpc/grpc/blob/master/doc/naming.md`,
  );
}
