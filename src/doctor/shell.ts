/** systemctl with one unit, whose name has no character that a shell acts on. */
const SYSTEMCTL =
  /^systemctl (?:daemon-reload|(?:disable|enable|reset-failed|restart|start|unmask)(?: --now)? [\w@:][\w@:.-]*)$/;

/** The others that findings tell to run. */
const OTHERS = /^(?:kubeadm (?:certs|init|upgrade)|kubectl uncordon|swapoff|sysctl|touch)(?: [\w@=:,./-]+)+$/;

/** Whether a command out of the words of a finding may be typed as it stands. */
export function plainCommand(command: string): boolean {
  return OTHERS.test(command) || command.split(' && ').every((step) => SYSTEMCTL.test(step));
}
