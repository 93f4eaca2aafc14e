import { quote } from '../../../bytes/go-strings.ts';
import { parseQuantity, quantitySign } from '../../../validation/quantity.ts';
import type { Minor } from '../../../versions/minor.ts';
import { asMap, asNumber, asText, type ConfigurationView } from './configuration-view.ts';
import type { Fault, Rule } from './rule.ts';

const MAX_INT32 = 2 ** 31 - 1;
/** field.Error prints values that are no plain ones as JSON from here on. */
const JSON_VALUES: Minor = 34;

/** logsapi.Validate (component-base logs/api/v1/options.go). */
export const LOGGING_RULES: readonly Rule[] = [
  {
    paths: ['logging.flushFrequency'],
    since: 35,
    check: (config) =>
      config.duration('logging.flushFrequency') <= 0n &&
      `logging.flushFrequency: Invalid value: ${JSON.stringify(config.value('logging.flushFrequency') ?? 0)}: Must be greater than zero`,
  },
  { paths: ['logging.format'], check: checkFormat },
  {
    paths: ['logging.verbosity'],
    check: (config) => checkVerbosity('logging.verbosity', config.number('logging.verbosity'), config.minor),
  },
  { paths: ['logging.vmodule'], check: checkVModule },
  {
    paths: ['logging.options.text'],
    since: 30,
    check: (config) => checkOptions('logging.options.text', config),
  },
  { paths: ['logging.options.json'], check: (config) => checkOptions('logging.options.json', config) },
];

/** `json` is registered by cmd/kubelet, as a format of beta quality. */
function checkFormat(config: ConfigurationView): false | string {
  const format = config.text('logging.format');
  if (format === 'text') return false;
  if (format !== 'json') return `logging.format: Invalid value: ${quote(format)}: Unsupported log format`;
  return (
    !config.isEnabled('LoggingBetaOptions') &&
    'logging.format: Forbidden: Log format json is disabled, see LoggingBetaOptions feature'
  );
}

function checkVModule(config: ConfigurationView): readonly (string | Fault)[] {
  const items = config.list('logging.vmodule');
  const format = config.text('logging.format');
  const faults: (string | Fault)[] = [];
  if (items.length > 0 && format !== '' && format !== 'text') {
    faults.push({
      message: 'logging.vmodule: Forbidden: Only supported for text log format',
      paths: ['logging.vmodule', 'logging.format'],
    });
  }
  for (const [index, item] of items.entries()) {
    const { filePattern, verbosity } = asMap(item);
    const path = `logging.vmodule[${index}]`;
    const pattern = asText(filePattern);
    if (pattern === '') faults.push(`${path}: Required value: File pattern must not be empty`);
    if (/[=,]/.test(pattern)) {
      const problem = 'File pattern must not contain equal sign or comma';
      faults.push(`${path}: Invalid value: ${quote(pattern)}: ${problem}`);
    }
    const level = checkVerbosity(path, asNumber(verbosity), config.minor);
    if (level) faults.push(level);
  }
  return faults;
}

function checkVerbosity(path: string, verbosity: number, minor: Minor): false | string {
  const shown = minor >= JSON_VALUES ? verbosity : `0x${verbosity.toString(16)}`;
  return verbosity > MAX_INT32 && `${path}: Invalid value: ${shown}: Must be <= ${MAX_INT32}`;
}

/** validateTextOptions, validateJSONOptions. */
function checkOptions(path: string, config: ConfigurationView): readonly Fault[] {
  if (config.isEnabled('LoggingAlphaOptions')) return [];
  const size = parseQuantity(config.text(`${path}.infoBufferSize`) || '0');
  const set = [
    ...(config.bool(`${path}.splitStream`) ? [`${path}.splitStream`] : []),
    ...(size.ok && quantitySign(size.value) !== 0 ? [`${path}.infoBufferSize`] : []),
  ];
  return set.map((member) => ({
    message: `${member}: Forbidden: Feature LoggingAlphaOptions is disabled`,
    paths: [member, 'featureGates.LoggingAlphaOptions'],
  }));
}
