import { resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT } from '../answers/header.ts';
import { type LintAnswer, lintAnswer, lintExitCode } from '../answers/lint.ts';
import { nodeHeader, noNodeHeader } from '../answers/node-header.ts';
import { asGiven, type PathView } from '../answers/path-view.ts';
import { checkNode } from '../checks/index.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import { type FileKind, FORMATS } from '../lint/classify.ts';
import { type LintResult, lint } from '../lint/lint.ts';
import { lintNode } from '../lint/lint-node.ts';
import { softenedResult } from '../lint/softened-result.ts';
import { MAX_FILE_SIZE } from '../node/host/host.ts';
import { overlayHost } from '../node/host/overlay-host.ts';
import { inspectNode, type NodeReport, unknownNode } from '../node/inspect-node.ts';
import { lintText, nodeRemark } from '../report/text/lint.ts';
import { type CommonFlags, NodeCommand, type Session, toText } from './base.ts';
import { readIn } from './streams.ts';

export default class Lint extends NodeCommand {
  static override summary = 'Say what the kubelet does with each manifest, and what is wrong';
  static override description =
    "Without arguments: what this node's kubelet reads. A directory is judged as a manifest directory, several files as if they lay in one; - is standard input. KubeletConfiguration files, units and environment files are judged as what they are.";
  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint manifests/ --kubelet-version 1.34',
    'cat pod.yaml | <%= config.bin %> lint - --stdin-name pod.yaml',
  ];
  static override strict = false;
  static override args = {
    path: Args.string({
      // Else oclif takes what is piped in for a PATH.
      ignoreStdin: true,
      name: 'PATH',
      description: 'files and directories, - for standard input',
    }),
  };
  static override flags = {
    as: Flags.string({ summary: 'what every file is, instead of what it looks like', options: [...FORMATS] }),
    'stdin-name': Flags.string({
      summary: 'the name that standard input goes by',
      helpValue: 'NAME',
    }),
  };

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Lint);
    const session = await this.session(flags);
    const paths = argv as string[];
    if (paths.length === 0) return this.node(flags, session, inspectNode(session.host, session.options));
    const report = inspectNode(session.host, { ...session.options, filesOnly: true });

    if (flags['stdin-name'] !== undefined && !paths.includes('-')) {
      this.error('--stdin-name names standard input, which is not among the paths: add -', {
        exit: EXIT.usage,
      });
    }
    if (paths.includes('') || flags['stdin-name'] === '') this.error('a path is empty', { exit: EXIT.usage });
    if (paths.includes('-') && flags.root === '-') {
      this.error('standard input is either the node or a file, not both', { exit: EXIT.usage });
    }
    const stdinName = flags['stdin-name'] ?? 'stdin';
    const targets = new Map(
      paths.map((given) => [
        nodePath(given === '-' ? stdinName : given, flags),
        given === '-' ? stdinName : given,
      ]),
    );
    const stdin = nodePath(stdinName, flags);
    const host = paths.includes('-') ? overlayHost(session.host, stdin, readIn(MAX_FILE_SIZE)) : session.host;
    // With --root the paths are the node's, but for standard input; else files are called as they were given.
    const named =
      flags.root === undefined ? targets : new Map(paths.includes('-') ? [[stdin, stdinName]] : []);
    const view = asGiven(session.view, named);
    // A machine without a kubelet has nothing to say of the node that these files are for.
    const known = flags.root !== undefined || report.command !== null;
    const node = known ? report : unknownNode(session.options);
    const result = softenedResult(
      lint(host, {
        paths: [...targets.keys()],
        ...(flags.as !== undefined && { as: flags.as as FileKind }),
        facts: node.facts,
      }),
      node.version,
    );
    const header = known ? nodeHeader(report) : noNodeHeader(node);
    const answer = lintAnswer(
      { header, paths, result, nodeDiagnostics: session.options.diagnostics ?? [] },
      view,
    );
    await this.print(flags, { ...session, host, view }, answer, result, null);
  }

  protected override showPath(view: PathView): (nodePath: string) => string {
    return view.show;
  }

  /** Without arguments: what this node's kubelet reads, with what there is to say about the node. */
  private async node(flags: CommonFlags, session: Session, report: NodeReport): Promise<void> {
    const result = softenedResult(lintNode(session.host, report), report.version);
    const { resolvedPath } = report.source;
    const answer = lintAnswer(
      {
        header: nodeHeader(report),
        paths: resolvedPath === null ? [] : [session.view.show(resolvedPath)],
        result,
        nodeDiagnostics: [...report.diagnostics, ...checkNode({ host: session.host, report })],
      },
      session.view,
    );
    await this.print(flags, session, answer, result, nodeRemark(report, result));
  }

  private async print(
    flags: CommonFlags,
    session: Session,
    answer: LintAnswer,
    result: LintResult,
    remark: string | null,
  ) {
    await this.answer(flags, session, answer, (around) =>
      toText(lintText(answer, { remark, verbose: flags.verbose, quiet: flags.quiet }, around)),
    );
    const failOn = flags['fail-on'] === 'never' ? 'info' : (flags['fail-on'] as Severity);
    this.finish(flags, session, lintExitCode(answer, result, failOn));
  }
}

/** The path on the node: with --root a PATH is one already, else it is one of this machine. */
function nodePath(given: string, flags: { root?: string | undefined }): string {
  return flags.root === undefined ? resolve(given) : resolve('/', given);
}
