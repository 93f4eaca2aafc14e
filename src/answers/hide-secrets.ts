/*
 * Lines of files and of logs are shown to be read, sent and pasted elsewhere; what lets somebody in must not go with
 * them. Each character of it becomes an asterisk, so that what stands below a line still points at the right place.
 */

/** No line that is longer is shown. */
const MAX_LINE = 20_000;

/** The first group is what comes before a secret; the rest of the match is the secret. */
const SECRETS: readonly RegExp[] = [
  // Members of kubeconfigs, of an EncryptionConfiguration and of tools, to the end of the line.
  /(?<![\w-])((?:client-key-data|token|password|passphrase|secret|(?:id|access|refresh)-token|client-secret)["']?: +(?!\{)["']?).+/gi,
  // Flags and variables.
  /((?<![\w-])(?:--?)?(?:[\w-]*[_-])?(?:token|password|passwd|secret)=["']?)([^\s"']+)/gi,
  /(authorization: *(?:(?:bearer|basic) +)?|\bbearer +)([^\s"',]+)/gi,
  // A password in a URL.
  /(:\/\/[^/\s:@]*:)([^/\s@]+)(?=@)/g,
  // A JSON Web Token, and a token of kubeadm.
  /()(?<![\w-])(eyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?)/g,
  /()(?<![\w.-])([a-z\d]{6}\.[a-z\d]{16})(?![\w.-])/g,
];

/** A line without the secrets in it. */
export function hideSecrets(line: string): string {
  if (line.length > MAX_LINE) return line;
  return SECRETS.reduce(
    (text, pattern) =>
      text.replace(
        pattern,
        (whole, before: string) => before + whole.slice(before.length).replace(/./gsu, '*'),
      ),
    line,
  );
}
