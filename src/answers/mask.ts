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

/** The words of a command line with the values of secret-looking variables masked in those that came through one. */
export function maskWords(
  words: readonly { readonly value: string; readonly origin: { readonly variable?: string } }[],
  env: Readonly<Record<string, string>>,
): readonly string[] {
  return words.map(({ value, origin: { variable } }) => {
    if (variable === undefined || !SECRET_NAME.test(variable)) return value;
    const secret = env[variable];
    return secret !== undefined && secret !== '' && value.includes(secret)
      ? value.replaceAll(secret, MASK)
      : MASK;
  });
}
