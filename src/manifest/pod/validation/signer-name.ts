import { quote } from '../../../bytes/go-strings.ts';
import { byteLength, isDNS1123Label, isDNS1123Subdomain } from '../../../validation/names.ts';
import type { Rule } from '../../../validation/rules.ts';

const MAX_DOMAIN = 253;
const MAX_PATH = 253 + 63 + 1;
const MAX_SIGNER_NAME = MAX_DOMAIN + MAX_PATH + 1;

/** ValidateSignerName: a domain, a slash and a path. */
export const validateSignerName: Rule<string> = (signerName = '', path, scope) => {
  const { errors } = scope;
  if (signerName === '') {
    errors.required(path);
    return;
  }
  const segments = signerName.split('/');
  if (segments.length !== 2) {
    const detail = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    errors.invalid(path, signerName, detail);
    return;
  }
  const [domain, name] = segments as [string, string];
  const checkFirstBad = (text: string, check: (label: string) => string[]): void => {
    for (const label of text.split('.')) {
      const messages = check(label);
      for (const message of messages) {
        errors.invalid(path, text, `validating label ${quote(label)}: ${message}`);
      }
      if (messages.length > 0) return;
    }
  };
  if (byteLength(domain) > MAX_DOMAIN) errors.tooLong(path, MAX_DOMAIN);
  checkFirstBad(domain, isDNS1123Label);
  if (!domain.includes('.')) {
    errors.invalid(path, domain, 'should be a domain with at least two segments separated by dots');
  }
  checkFirstBad(name, isDNS1123Subdomain);
  if (byteLength(signerName) > MAX_SIGNER_NAME) errors.tooLong(path, MAX_SIGNER_NAME);
};

/** IsKubernetesSignerName. */
export function isKubernetesSignerName(signerName: string): boolean {
  const host = signerName.split('/')[0]!;
  return host === 'kubernetes.io' || host.endsWith('.kubernetes.io');
}
