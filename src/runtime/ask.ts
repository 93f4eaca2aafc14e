/** The machine's own programs that tell what systemd knows, and what a container runtime runs. */
export type Program = 'systemctl' | 'journalctl' | 'crictl' | 'nerdctl' | 'docker';

/** What one of them said, or why it said nothing. */
export type Answer =
  | { readonly ok: true; readonly stdout: string }
  | { readonly ok: false; readonly why: string };

/** Runs one of the machine's own programs; never a shell, and nothing that the node's files name. */
export type Ask = (program: Program, args: readonly string[]) => Answer;
