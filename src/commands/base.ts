import * as Flags from '@oclif/core/flags';
import { EXIT, type ExitCode } from '../answers/header.ts';
import { type PathView, viewOf } from '../answers/path-view.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../node/host/host.ts';
import { notingFailures } from '../node/host/noting-failures.ts';
import type { InspectOptions } from '../node/inspect-node.ts';
import { jsonReport } from '../report/json.ts';
import { sourceLines } from '../report/source-lines.ts';
import { finding, type Surroundings } from '../report/text/finding.ts';
import { fileAddress, wantsHyperlinks } from '../report/text/hyperlink.ts';
import { coloured, PLAIN, wantsColour } from '../report/text/style.ts';
import type { Minor } from '../versions/minor.ts';
import { askVersion } from './ask-version.ts';
import { kubeletVersion, type Output, outputFlag } from './flags.ts';
import { openDoor } from './open-door.ts';
import { rootCommand } from './root-command.ts';
import { SpctlCommand } from './spctl-command.ts';
import { isTerminal, writeErr } from './streams.ts';

/** What `parse` gives for the flags that every command has. */
export interface CommonFlags {
  readonly root?: string | undefined;
  readonly live: boolean;
  readonly exec: boolean;
  readonly unit?: string | undefined;
  readonly 'kubelet-version'?: readonly Minor[] | undefined;
  readonly 'node-name'?: string | undefined;
  readonly output?: readonly Output[] | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly 'fail-on': string;
}

/** An open door, and how to speak of what lies behind it. */
export interface Session {
  readonly host: Host;
  readonly view: PathView;
  readonly options: InspectOptions;
  /** Whether less of the node could be read than there is: an answer is given, and may lack something. */
  readonly isPartial: boolean;
  /** Paths that this user may not read, noted as they are met. */
  readonly denied: ReadonlyMap<string, unknown>;
  /** Lines of files, where not all of them lie on the host. */
  readonly lineOf?: Surroundings['lineOf'];
}

/** What the commands that look at a node share: flags, the door to the machine, printing and exit codes. */
export abstract class NodeCommand extends SpctlCommand {
  static override baseFlags = {
    root: Flags.string({
      summary: 'look at the copy of a node in this directory or tar, - for a tar on standard input',
      helpValue: 'DIR|TAR|-',
    }),
    live: Flags.boolean({ summary: 'what --root names is a running node, with its own /proc' }),
    exec: Flags.boolean({ summary: "allow running the node's own kubelet, to ask for its version" }),
    unit: Flags.string({
      summary: 'the unit that starts the kubelet (kubelet.service, else one of a distribution)',
      helpValue: 'NAME',
    }),
    'kubelet-version': kubeletVersion(),
    'node-name': Flags.string({ summary: "the node's name, taken literally", helpValue: 'NAME' }),
    output: outputFlag(['text', 'json']),
    quiet: Flags.boolean({ char: 'q', summary: 'no remarks on standard error' }),
    verbose: Flags.boolean({ char: 'v', summary: 'also what is merely worth knowing', exclusive: ['quiet'] }),
    'fail-on': Flags.string({
      summary: 'the least severity that makes the exit code of lint 1; never: no command exits with 1',
      options: ['error', 'warning', 'info', 'never'],
      default: 'warning',
    }),
  };

  /** Whether --kubelet-version may name several. */
  protected readonly comparesVersions: boolean = false;

  /** Opens this machine, or the node that --root names. */
  protected async session(flags: CommonFlags): Promise<Session> {
    for (const name of ['root', 'unit', 'node-name'] as const) {
      if (flags[name] === '') this.error(`--${name} is empty`, { exit: EXIT.usage });
    }
    const [version, ...more] = flags['kubelet-version'] ?? [];
    if (more.length > 0 && !this.comparesVersions)
      this.error('only lint compares versions; name one --kubelet-version', { exit: EXIT.usage });
    const door = await openDoor(flags.root, flags.live);
    const { host, noted } = notingFailures(door.host, ['denied']);
    const options: InspectOptions = {
      ...(flags.unit !== undefined && { unit: flags.unit }),
      ...(version !== undefined && { kubeletVersion: version }),
      ...(flags['node-name'] !== undefined && { nodeName: flags['node-name'] }),
      ...(flags.exec && { askVersion: (exe: string) => askVersion(host, exe) }),
      diagnostics: door.diagnostics,
    };
    const isPartial = door.diagnostics.some(({ severity }) => severity === 'error');
    return { host, view: viewOf(host, door.copy), options, isPartial, denied: noted };
  }

  /** Which path a text shows for one on the node: that path itself, unless a command's readers open files. */
  protected showPath(_view: PathView): (nodePath: string) => string {
    return (nodePath) => nodePath;
  }

  /** How findings are shown on a stream; without colour and links in a file. */
  protected async surroundings(
    { host, view, lineOf = sourceLines(host) }: Pick<Session, 'host' | 'view' | 'lineOf'>,
    stream?: 'stdout' | 'stderr',
  ): Promise<Surroundings> {
    const around = { showPath: this.showPath(view), lineOf };
    if (stream === undefined) return { ...around, style: PLAIN };
    const { env } = process;
    const terminal = isTerminal(stream);
    return {
      ...around,
      style: wantsColour(env, terminal) ? await coloured() : PLAIN,
      ...(wantsHyperlinks(env, terminal) && { addressOf: addresses(host) }),
    };
  }

  /** Writes the answer in every format asked for; `render` makes those that are not JSON. */
  protected async answer(
    flags: CommonFlags,
    session: Session,
    answer: object,
    render: (around: Surroundings, format: string) => string | Uint8Array | Promise<string>,
  ): Promise<void> {
    await this.deliver(flags.output, async ({ format, file }) => {
      const around = await this.surroundings(session, file === undefined ? 'stdout' : undefined);
      return format === 'json' ? jsonReport(answer, session.view) : render(around, format);
    });
  }

  /** Findings on standard error; what is merely worth knowing only with --verbose. */
  protected async complain(
    flags: Pick<CommonFlags, 'quiet' | 'verbose'>,
    session: Session,
    diagnostics: readonly Diagnostic[],
  ): Promise<void> {
    const shown = diagnostics.filter(({ severity }) => severity !== 'info' || flags.verbose);
    if (flags.quiet || shown.length === 0) return;
    const around = await this.surroundings(session, 'stderr');
    this.say(shown.flatMap((diagnostic) => finding(diagnostic, around)));
  }

  /** Lines for people, on standard error. */
  protected say(lines: readonly string[]): void {
    writeErr(toText(lines));
  }

  /** Ends the command. What this user may not read is said here, with the command that may. */
  protected finish(flags: CommonFlags, session: Session, found: ExitCode): void {
    const { denied } = session;
    if (denied.size > 0 && process.getuid?.() !== 0) {
      this.say([`as root: ${rootCommand(process.execPath, process.argv)}`]);
    }
    process.exitCode = this.exitCode(flags, session, found);
  }

  /** What becomes of an exit code where not all of a node could be read, or where no finding is to matter. */
  protected exitCode(flags: CommonFlags, { isPartial }: Session, found: ExitCode): ExitCode {
    const code = isPartial ? EXIT.couldNotLook : found;
    return flags['fail-on'] === 'never' && code === EXIT.findings ? EXIT.clean : code;
  }
}

/** The address of each place that lies in a file of this machine. */
function addresses(host: Host): NonNullable<Surroundings['addressOf']> {
  const name = process.getBuiltinModule('node:os').hostname();
  return ({ file, line }) => {
    const path = host.hostPath(file);
    return path === undefined ? undefined : fileAddress(path, name, line, process.env);
  };
}

/** Lines as a text. */
export function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
