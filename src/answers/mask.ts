/** Shown in place of a value that looks like a secret. */
const MASK = '<masked>';

const SECRET_NAME = /(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY)/i;

/** A proxy URL and the like with a password inside: `http://user:password@host`. */
const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^/\s:@]*):[^/\s@]+@/gi;

/** The environment with the values of secret-looking variables masked, and passwords within URLs. */
export function maskSecrets(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) && value !== '' ? MASK : value.replace(URL_PASSWORD, `$1:${MASK}@`),
    ]),
  );
}

/** Flags whose value is a secret itself: of k3s, RKE2 and k0s, and of a container runtime that sets such a variable. */
const SECRET_FLAG = /^--?(?:agent-)?token$/;
const SECRET_VALUE = /^(--?(?:agent-)?token=|(?:--env=|-e)?[A-Z0-9_]*(?:TOKEN|PASSWORD|SECRET)[A-Z0-9_]*=)./s;

/** The words of a command line with the values of secret flags masked. */
export function maskFlags(words: readonly string[]): readonly string[] {
  return words.map((word, i) => {
    const [, name] = SECRET_VALUE.exec(word) ?? [];
    if (name !== undefined) return name + MASK;
    return i > 0 && SECRET_FLAG.test(words[i - 1]!) && !word.startsWith('-') ? MASK : word;
  });
}

/** The words of a command line with the values of secret-looking variables masked in those that came through one. */
export function maskWords(
  words: readonly { readonly value: string; readonly origin: { readonly variable?: string } }[],
  env: Readonly<Record<string, string>>,
): readonly string[] {
  const masked = words.map(({ value, origin: { variable } }) => {
    if (variable === undefined || !SECRET_NAME.test(variable)) return value;
    const secret = env[variable];
    return secret !== undefined && secret !== '' && value.includes(secret)
      ? value.replaceAll(secret, MASK)
      : MASK;
  });
  return maskFlags(masked);
}
