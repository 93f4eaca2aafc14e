/*
 * Commands are shown for people to type. Names of units, nodes and files are whatever somebody gave them, and must not
 * become a command of their own.
 */

/** A text as one word of a shell, in quotes where it needs them; undefined where no quotes make it fit to type. */
export function shellWord(text: string): string | undefined {
  if (/^[\w@:][\w@:.-]*$/.test(text)) return text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no terminal shows them as they are
  return /^[^-'\u0000-\u001f\u007f][^'\u0000-\u001f\u007f]*$/.test(text) ? `'${text}'` : undefined;
}

/** systemctl with one unit, whose name has no character that a shell acts on. */
const SYSTEMCTL =
  /^systemctl (?:daemon-reload|(?:disable|enable|reset-failed|restart|start|unmask)(?: --now)? [\w@:][\w@:.-]*)$/;

/** The others that findings tell to run. */
const OTHERS = /^(?:kubeadm (?:certs|init|upgrade)|kubectl uncordon|swapoff|sysctl|touch)(?: [\w@=:,./-]+)+$/;

/** Whether a command out of the words of a finding may be typed as it stands. */
export function plainCommand(command: string): boolean {
  return OTHERS.test(command) || command.split(' && ').every((step) => SYSTEMCTL.test(step));
}
