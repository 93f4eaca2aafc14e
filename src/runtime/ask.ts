/** The machine's own programs that tell what systemd knows. */
export type Program = 'systemctl' | 'journalctl';

/** Those that tell what a container runtime runs. */
export type RuntimeProgram = 'crictl' | 'nerdctl' | 'docker';

/** What one of them said, or why it said nothing. */
export type Answer =
  | { readonly ok: true; readonly stdout: string }
  | { readonly ok: false; readonly why: string };

/** Runs one of the machine's own programs; never a shell, and nothing that the node's files name. */
export type Ask = (program: Program, args: readonly string[]) => Answer;

/** The same for a program of the container runtime. */
export type AskRuntimeProgram = (program: RuntimeProgram, args: readonly string[]) => Answer;
