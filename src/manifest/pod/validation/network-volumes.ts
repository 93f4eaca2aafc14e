import { byteLength } from '../../../validation/names.ts';
import { between, fields, ifSet, type Rule, required } from '../../../validation/rules.ts';
import type { ISCSIVolumeSource, QuobyteVolumeSource } from '../types.ts';

/** Each naming authority of iSCSI with the form of its names; upstream does not anchor the first. */
const ISCSI_NAMES: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.[0-9A-Za-z.-]+:[^,;*&$|\t\n\f\r ]+$/,
  eui: /^eui.[0-9A-Za-z]{16}$/,
  naa: /^naa.[0-9A-Za-z]{32}$/,
};

const validateISCSIName: Rule<string> = (name = '', path, scope) => {
  const form = ISCSI_NAMES[name.slice(0, 3)];
  if (!form) scope.errors.invalid(path, name, 'must be valid format starting with iqn, eui, or naa');
  else if (!form.test(name)) scope.errors.invalid(path, name, 'must be valid format');
};

const validateISCSITarget = fields<ISCSIVolumeSource>({
  targetPortal: required(),
  iqn: required(validateISCSIName),
  lun: between(0, 255, 'must be between 0 and 255, inclusive'),
});

/** validateISCSIVolumeSource. */
export const validateISCSIVolumeSource: Rule<ISCSIVolumeSource> = (source, path, scope) => {
  validateISCSITarget(source, path, scope);
  if ((source?.chapAuthDiscovery || source?.chapAuthSession) && source.secretRef === undefined) {
    scope.errors.required(path.child('secretRef'));
  }
  const initiator = path.child('initiatorName').shownAs(path.child('initiatorname'));
  ifSet(validateISCSIName)(source?.initiatorName, initiator, scope);
};

const REGISTRY = 'must be a host:port pair or multiple pairs separated by commas';

/** validateQuobyteVolumeSource. */
export const validateQuobyteVolumeSource: Rule<QuobyteVolumeSource> = (source, path, scope) => {
  const { registry = '', tenant = '' } = source ?? {};
  const at = path.child('registry');
  if (registry === '') scope.errors.required(at, REGISTRY);
  else if (byteLength(tenant) >= 65) {
    const detail = 'must be a UUID and may not exceed a length of 64 characters';
    scope.errors.required(path.child('tenant'), detail);
  } else {
    for (const pair of registry.split(',')) {
      if (!isHostPort(pair)) scope.errors.invalid(at, registry, REGISTRY);
    }
  }
  required()(source?.volume, path.child('volume'), scope);
};

/** Whether Go's net.SplitHostPort takes it. */
function isHostPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return false;
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    return end + 1 === colon && !text.slice(1).includes('[') && !text.slice(end + 1).includes(']');
  }
  return !text.slice(0, colon).includes(':') && !/[[\]]/.test(text);
}
