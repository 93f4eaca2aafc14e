import * as Flags from '@oclif/core/flags';
import { EXIT, type ExitCode } from '../answers/header.ts';
import { type WhereAnswer, whereAnswer, whereExitCode } from '../answers/where.ts';
import { encode } from '../bytes/text.ts';
import { checkSource } from '../checks/check-source.ts';
import { maskedFiles } from '../collect/collected-host.ts';
import type { DirectoryReport } from '../directory/judge-directory.ts';
import { softenedResult } from '../lint/softened-result.ts';
import type { Host } from '../node/host/host.ts';
import { inspectNode, type NodeReport } from '../node/inspect-node.ts';
import { printable } from '../report/text/escape.ts';
import { assumptions, whereChain, whereFiles, whereReason } from '../report/text/where.ts';
import { NodeCommand, type Session } from './base.ts';
import { FETCH_FLAG, fetched } from './fetched.ts';
import { isTerminal } from './streams.ts';

export default class Where extends NodeCommand {
  static override summary = 'Print where this kubelet reads static pods';
  static override description =
    'Standard output is the path that the kubelet opens and nothing else: cd "$(spctl where)". Why it is that path goes to standard error when that is a terminal, or with --why.';
  static override examples = [
    'cd "$(spctl where)"',
    '<%= config.bin %> where --why',
    '<%= config.bin %> where --root /mnt/node01 --files',
  ];
  static override flags = {
    why: Flags.boolean({ summary: 'show on standard error what decided, link by link' }),
    files: Flags.boolean({ summary: 'list the files there, each with what the kubelet does with it' }),
    ...FETCH_FLAG,
    url: Flags.boolean({ summary: 'print staticPodURL instead of the path' }),
    'host-path': Flags.boolean({ summary: "print this machine's path of the node's path" }),
    null: Flags.boolean({ char: '0' as never, summary: 'end each path with NUL instead of a newline' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Where);
    const door = await this.session(flags);
    if (flags.fetch && !wantsFiles(flags))
      this.error('--fetch lists the pods of the URL with the files: add --files', { exit: EXIT.usage });
    if (flags['host-path'] && door.host.hostPath('/') === undefined) {
      this.error('--host-path: what is in an archive has no path on this machine', { exit: EXIT.usage });
    }
    const { host, options } = door;
    const report = inspectNode(host, options);
    const directory = wantsFiles(flags) ? await filesOf(host, report) : null;
    const { remote, session } = flags.fetch
      ? await podsOfURL(door, report, directory)
      : { remote: null, session: door };
    const checked = checkSource({ host, report });
    const answer = whereAnswer(report, directory, checked, contentHash(host), remote);
    const isUnread = remote !== null && remote.unchecked.length > 0;
    const found = whereExitCode(answer, flags.url ? 'url' : 'path', flags.files ? directory : null);
    const code = isUnread ? EXIT.couldNotLook : found;

    await this.answer(flags, session, answer, () => encode(this.paths(answer, flags, session)));
    await this.explain(answer, report, flags, session, code);
    this.finish(flags, session, code);
  }

  /**
   * Standard error: the whole chain on a terminal or with --why; the reason whenever there is no clean answer; and
   * what is wrong with the archive, with the path itself, or not as the running kubelet has it.
   */
  private async explain(
    answer: WhereAnswer,
    report: NodeReport,
    flags: { why: boolean; quiet: boolean; verbose: boolean; url: boolean },
    session: Session,
    code: ExitCode,
  ): Promise<void> {
    const around = await this.surroundings(session, 'stderr');
    if (flags.why || (isTerminal('stderr') && !flags.quiet)) {
      this.say(whereChain(answer, around));
      await this.complain({ ...flags, quiet: false }, session, answer.diagnostics);
    } else if (code !== EXIT.clean || session.isPartial) {
      this.say(whereReason(answer, flags.url, around));
      await this.complain({ ...flags, quiet: false }, session, answer.diagnostics);
    } else {
      const { diagnostics: ofDoor = [] } = session.options;
      if (!flags.quiet) this.say(assumptions(answer));
      await this.complain(flags, session, [...ofDoor, ...report.source.diagnostics, ...report.drift]);
    }
  }

  /** Standard output: the paths, raw for a pipe, escaped for a terminal. */
  private paths(
    answer: WhereAnswer,
    flags: { files: boolean; url: boolean; 'host-path': boolean; null: boolean },
    { view }: Session,
  ): string {
    const safe = isTerminal('stdout') ? printable : (text: string) => text;
    const show = (path: string) => safe(flags['host-path'] ? view.show(path) : path);
    const end = flags.null ? '\0' : '\n';
    const { resolvedPath, staticPodURL } = answer;
    if (flags.files)
      return whereFiles(answer, show, flags.null)
        .map((line) => line + end)
        .join('');
    if (flags.url || resolvedPath === null) return staticPodURL === null ? '' : safe(staticPodURL) + end;
    return show(resolvedPath) + end;
  }
}

function wantsFiles({
  files,
  output = [],
}: {
  readonly files: boolean;
  readonly output?: readonly { readonly format: string }[] | undefined;
}): boolean {
  return files || output.some(({ format }) => format === 'json');
}

/** What the URL answers, judged, in a session that shows its lines. */
async function podsOfURL(door: Session, report: NodeReport, directory: DirectoryReport | null) {
  const { answer, session } = await fetched(door, report);
  const { url } = report.source;
  if (!answer || url === null) return { remote: null, session };
  const { lintURL, withRivals } = await import('../lint/lint-url.ts');
  const result = lintURL(door.host, url, answer, report.facts, false);
  const files = withRivals(result.files, directory?.files ?? []);
  return { remote: softenedResult({ ...result, files }, report.version), session };
}

/** What is in the directory, judged. Loaded only here: most starts want nothing but the path. */
async function filesOf(host: Host, { source, facts, version }: NodeReport): Promise<DirectoryReport | null> {
  const { judgeSource } = await import('../directory/judge-directory.ts');
  const judged = judgeSource(host, source, facts);
  return judged && softenedResult(judged, version);
}

/** SHA-256 of files as they are on the node; not of those that were changed on the way. */
function contentHash(host: Host): (path: string) => string | null {
  let known: ReturnType<typeof maskedFiles> | undefined;
  return (path) => {
    const masked = known ?? maskedFiles(host);
    known = masked;
    const place = masked.size > 0 ? host.realPath(path) : undefined;
    return place?.ok && masked.has(place.value) ? null : sha256(host, path);
  };
}

function sha256(host: Host, path: string): string | null {
  // Loaded only here: it costs every other start some milliseconds.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const content = host.readFile(path);
  return content.ok ? createHash('sha256').update(content.value).digest('hex') : null;
}
