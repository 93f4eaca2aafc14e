import { isLabelValue, isQualifiedName } from '../../../validation/names.ts';
import type { Minor } from '../../../versions/minor.ts';
import { asMap, asText, type ConfigurationView } from './configuration-view.ts';
import { invalid } from './rule.ts';

const EFFECTS = ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `registerWithTaints`: CheckTaintValidation (pkg/util/taints/taints.go), and no time. */
export function checkTaints(config: ConfigurationView): readonly string[] {
  return config.list('registerWithTaints').flatMap((taint) => {
    const { key, value, effect, timeAdded } = asMap(taint);
    const parts = [asText(key), asText(value), asText(effect)] as const;
    const time = timeAdded === undefined || timeAdded === null ? '<nil>' : asText(timeAdded);
    return [
      ...(isValid(parts, config.minor) ? [] : [`invalid taint: {${parts.join(' ')} ${time}}`]),
      ...(time === '<nil>' ? [] : [invalid('taint.TimeAdded is not nil')]),
    ];
  });
}

function isValid([key, value, effect]: readonly [string, string, string], minor: Minor): boolean {
  const errors = [...isQualifiedName(key, minor), ...isLabelValue(value, minor)];
  return errors.length === 0 && EFFECTS.includes(effect);
}
