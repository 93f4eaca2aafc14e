import { byteLength } from '../../../validation/names.ts';
import { fields, ifSet, type Rule } from '../../../validation/rules.ts';
import type { WindowsSecurityContextOptions } from '../types.ts';
import { validateDNS1123Subdomain } from './forms.ts';

const MAX_CREDENTIAL_SPEC_KIB = 64;
const MAX_DOMAIN_LENGTH = 256;
const MAX_USER_LENGTH = 104;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x1f\x7f]/;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const USER_DOMAIN_DNS = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);
const DOTS_AND_SPACES = /^[. ]+$/;
const BAD_USER_CHARACTERS = /["/\\:;|=,+*?<>@[\]]/;

const validateCredentialSpec: Rule<string> = (spec = '', path, scope) => {
  if (spec === '') scope.errors.invalid(path, spec, 'gmsaCredentialSpec cannot be an empty string');
  else if (byteLength(spec) > MAX_CREDENTIAL_SPEC_KIB * 1024) {
    const detail = `gmsaCredentialSpec size must be under ${MAX_CREDENTIAL_SPEC_KIB} KiB`;
    scope.errors.invalid(path, undefined, detail);
  }
};

const validateRunAsUserName: Rule<string> = (name = '', path, scope) => {
  const invalid = (detail: string): void => scope.errors.invalid(path, name, `runAsUserName${detail}`);
  const parts = name.split('\\');
  if (name === '') invalid(' cannot be an empty string');
  else if (CONTROL.test(name)) invalid(' cannot contain control characters');
  else if (parts.length > 2) invalid(' cannot contain more than one backslash');
  else {
    const [domain, user] = parts.length === 2 ? [parts[0]!, parts[1]!] : [undefined, name];
    if (domain !== undefined && byteLength(domain) >= MAX_DOMAIN_LENGTH) {
      invalid(`'s Domain length must be under ${MAX_DOMAIN_LENGTH} characters`);
    }
    if (domain !== undefined && !NET_BIOS.test(domain) && !USER_DOMAIN_DNS.test(domain)) {
      invalid("'s Domain doesn't match the NetBios nor the DNS format");
    }
    if (user === '') invalid("'s User cannot be empty");
    else if (byteLength(user) > MAX_USER_LENGTH) {
      invalid(`'s User length must not be longer than ${MAX_USER_LENGTH} characters`);
    }
    if (DOTS_AND_SPACES.test(user)) invalid("'s User cannot contain only periods or spaces");
    if (BAD_USER_CHARACTERS.test(user)) {
      invalid(`'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
    }
  }
};

/** validateWindowsSecurityContextOptions. */
export const validateWindowsSecurityContextOptions: Rule<WindowsSecurityContextOptions> =
  fields<WindowsSecurityContextOptions>({
    gmsaCredentialSpecName: ifSet(validateDNS1123Subdomain),
    gmsaCredentialSpec: ifSet(validateCredentialSpec),
    runAsUserName: ifSet(validateRunAsUserName),
  });
