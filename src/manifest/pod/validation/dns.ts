import { parseIP, validateIP } from '../../../validation/ip.ts';
import { byteLength, isDNS1123SubdomainWithUnderscore } from '../../../validation/names.ts';
import { each, fields, form, type Rule } from '../../../validation/rules.ts';
import type { HostAlias, PodDNSConfig, PodDNSConfigOption } from '../types.ts';
import { validateDNS1123Subdomain } from './forms.ts';
import type { PodRule, PodScope } from './scope.ts';

const MAX_NAMESERVERS = 3;
const MAX_SEARCH_PATHS = 32;
const MAX_SEARCH_LIST_CHARS = 2048;

/** IsValidIPForLegacyField; IsValidIP until 1.32, and before 1.30 a check without words of its own. */
const validateAddress: PodRule<string> = (address = '', path, scope) => {
  const { errors, minor, options } = scope;
  if (minor >= 30) {
    for (const message of validateIP(address, options.strictIPs)) errors.invalid(path, address, message);
  } else if (!parseIP(address)) errors.invalid(path, address, 'must be valid IP address');
};

const validateUnderscoreSearch = form(isDNS1123SubdomainWithUnderscore);

/** A search path, by the relaxed rules since 1.35: with underscores, or a lone dot. */
const validateSearch: PodRule<string> = (search = '', path, scope) => {
  const relaxed = scope.options.relaxedDNSSearch;
  if (relaxed && search === '.') return;
  const rule = relaxed ? validateUnderscoreSearch : validateDNS1123Subdomain;
  rule(search.endsWith('.') ? search.slice(0, -1) : search, path, scope);
};

const validateNameservers: PodRule<readonly string[]> = (nameservers = [], path, scope) => {
  if (nameservers.length > MAX_NAMESERVERS) {
    scope.errors.invalid(path, undefined, `must not have more than ${MAX_NAMESERVERS} nameservers`);
  }
  each(validateAddress)(nameservers, path, scope);
};

const validateSearches: PodRule<readonly string[]> = (searches = [], path, scope) => {
  if (searches.length > MAX_SEARCH_PATHS) {
    scope.errors.invalid(path, undefined, `must not have more than ${MAX_SEARCH_PATHS} search paths`);
  }
  if (byteLength(searches.join(' ')) > MAX_SEARCH_LIST_CHARS) {
    const detail = `must not have more than ${MAX_SEARCH_LIST_CHARS} characters (including spaces) in the search list`;
    scope.errors.invalid(path, undefined, detail);
  }
  each(validateSearch)(searches, path, scope);
};

const validateOption: Rule<PodDNSConfigOption> = (option, path, scope) => {
  if (!option?.name) scope.errors.required(path, 'must not be empty');
};

const validateConfig: PodRule<PodDNSConfig> = fields<PodDNSConfig, PodScope>({
  nameservers: validateNameservers,
  searches: validateSearches,
  options: each(validateOption),
});

/** validatePodDNSConfig. */
export const validatePodDNSConfig: PodRule<PodDNSConfig> = (config, path, scope) => {
  if (scope.spec.dnsPolicy === 'None') {
    if (!config) {
      scope.errors.required(path, 'must provide `dnsConfig` when `dnsPolicy` is None');
      return;
    }
    if (!config.nameservers?.length) {
      const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      scope.errors.required(path.child('nameservers'), detail);
      return;
    }
  }
  if (config) validateConfig(config, path, scope);
};

/** ValidateHostAliases. Before 1.30 without indexes. */
export const validateHostAliases: PodRule<readonly HostAlias[]> = (aliases, path, scope) => {
  const indexed = scope.minor >= 30;
  for (const [i, alias] of (aliases ?? []).entries()) {
    const at = indexed ? path.index(i) : path.index(i).shownAs(path);
    const names = at.child('hostnames');
    validateAddress(alias.ip, at.child('ip'), scope);
    for (const [j, name] of (alias.hostnames ?? []).entries()) {
      validateDNS1123Subdomain(name, indexed ? names.index(j) : names.index(j).shownAs(names), scope);
    }
  }
};
