import { resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT } from '../answers/header.ts';
import { type Linted, lintAnswer, lintExitCode, lintVersionsAnswer, worstExitCode } from '../answers/lint.ts';
import { nodeHeader, nodeOfFiles } from '../answers/node-header.ts';
import { asGiven, type PathView } from '../answers/path-view.ts';
import { checkNode } from '../checks/index.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { ManifestJudge } from '../directory/judge-directory.ts';
import { type FileKind, FORMATS } from '../lint/classify.ts';
import { judgeAndCheck, judgeOfFiles } from '../lint/judge-and-check.ts';
import { judgeForAll } from '../lint/judge-for-all.ts';
import { lint } from '../lint/lint.ts';
import { lintNode } from '../lint/lint-node.ts';
import { softenedResult } from '../lint/softened-result.ts';
import { judgeDocument } from '../manifest/judge-manifest.ts';
import type { Facts } from '../manifest/judgement.ts';
import { MAX_FILE_SIZE } from '../node/host/host.ts';
import { overlayHost } from '../node/host/overlay-host.ts';
import { type InspectOptions, inspectNode } from '../node/inspect-node.ts';
import { nearestMinor } from '../node/version/judged-version.ts';
import { lintText, nodeRemark } from '../report/text/lint.ts';
import { lintVersionsText } from '../report/text/lint-versions.ts';
import { defaultFeatureGates, setFeatureGates } from '../versions/feature-gates.ts';
import { type Minor, NEWEST_MINOR } from '../versions/minor.ts';
import { type CommonFlags, NodeCommand, type Session, toText } from './base.ts';
import { featureGates } from './flags.ts';
import { readIn } from './streams.ts';

export default class Lint extends NodeCommand {
  static override summary = 'Say what the kubelet does with each manifest, and what is wrong';
  static override description =
    "Without arguments: what this node's kubelet reads. A directory is judged as a manifest directory, several files as if they lay in one; - is standard input. KubeletConfiguration files, units and environment files are judged as what they are.";
  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint manifests/ --kubelet-version 1.34',
    '<%= config.bin %> lint manifests/ --kubelet-version 1.30,1.34,1.37',
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
    'feature-gates': featureGates(),
    checks: Flags.boolean({
      summary: 'say more than the verdict: what the author did not mean',
      default: true,
      allowNo: true,
    }),
  };

  protected override readonly comparesVersions = true;

  async run(): Promise<void> {
    const { flags, argv } = await this.parse(Lint);
    const session = await this.session(flags);
    const paths = argv as string[];
    const asked = flags['kubelet-version'] ?? [undefined];
    const each = asked.map((minor) => ({
      ...session.options,
      ...(minor !== undefined && { kubeletVersion: minor }),
    }));
    if (paths.length === 0) return this.lintNode(flags, session, each);
    return this.lintPaths(flags, session, each, paths);
  }

  protected override showPath(view: PathView): (nodePath: string) => string {
    return view.show;
  }

  /** Without arguments: what this node's kubelet reads, with what there is to say about the node. */
  private async lintNode(flags: LintFlags, session: Session, each: readonly InspectOptions[]): Promise<void> {
    const { host, view } = session;
    const reports = each.map((options) => withGates(inspectNode(host, options), this.gates(flags, each)));
    const judge = judgeOf(reports, flags.checks);
    const looks = reports.map((report) => {
      const result = softenedResult(lintNode(host, report, judge, flags.checks), report.version);
      const { resolvedPath } = report.source;
      const paths = resolvedPath === null ? [] : [view.show(resolvedPath)];
      const checked = flags.checks ? checkNode({ host, report, files: result.files }) : [];
      const nodeDiagnostics = [...report.diagnostics, ...checked];
      return { header: nodeHeader(report), paths, result, nodeDiagnostics };
    });
    await this.print(flags, session, looks, nodeRemark(reports[0]!, looks[0]!.result));
  }

  /** With arguments: those files and directories. */
  private async lintPaths(
    flags: LintFlags,
    session: Session,
    each: readonly InspectOptions[],
    paths: readonly string[],
  ): Promise<void> {
    const { targets, host, view } = this.targets(flags, session, paths);
    const reports = each.map((options) => {
      const report = inspectNode(session.host, { ...options, filesOnly: true });
      const { node, header } = nodeOfFiles(report, flags.root !== undefined, options);
      return { ...withGates(node, this.gates(flags, each)), header };
    });
    const judge = judgeOf(reports, flags.checks);
    const { checks } = flags;
    const looks = reports.map(({ facts, version, header }) => {
      const as = flags.as as FileKind | undefined;
      const request = { paths: targets, ...(as !== undefined && { as }), facts, judge, checks };
      const result = softenedResult(lint(host, request), version);
      return { header, paths, result, nodeDiagnostics: session.options.diagnostics ?? [] };
    });
    await this.print(flags, { ...session, host, view }, looks, null);
  }

  /** The paths on the node, the host with standard input among its files, and how the files are called. */
  private targets(flags: LintFlags, session: Session, paths: readonly string[]) {
    const usage = { exit: EXIT.usage };
    const readsIn = paths.includes('-');
    if (flags['stdin-name'] !== undefined && !readsIn)
      this.error('--stdin-name names standard input, which is not among the paths: add -', usage);
    if (paths.includes('') || flags['stdin-name'] === '') this.error('a path is empty', usage);
    if (readsIn && flags.root === '-')
      this.error('standard input is either the node or a file, not both', usage);
    const stdinName = flags['stdin-name'] ?? 'stdin';
    const given = paths.map((path) => (path === '-' ? stdinName : path));
    const targets = new Map(given.map((path) => [nodePath(path, flags), path]));
    const stdin = nodePath(stdinName, flags);
    // With --root the paths are the node's, but for standard input; else files are called as they were given.
    const named = flags.root === undefined ? targets : new Map(readsIn ? [[stdin, stdinName]] : []);
    return {
      targets: [...targets.keys()],
      host: readsIn ? overlayHost(session.host, stdin, readIn(MAX_FILE_SIZE)) : session.host,
      view: asGiven(session.view, named),
    };
  }

  /** The gates of --feature-gates, each known to one of the kubelets at least. */
  private gates(flags: LintFlags, each: readonly InspectOptions[]): ReadonlyMap<string, boolean> {
    const gates = flags['feature-gates'] ?? new Map<string, boolean>();
    const minors = each.map(({ kubeletVersion = NEWEST_MINOR }) => nearestMinor(kubeletVersion).minor);
    for (const [name, on] of gates) {
      const problems = minors.map((minor) => gateProblem(name, on, minor));
      if (problems.every((problem) => problem !== undefined))
        this.error(`the kubelet does not start with this gate: ${problems[0]}`, { exit: EXIT.usage });
    }
    return gates;
  }

  private async print(
    flags: LintFlags,
    session: Session,
    looks: readonly Linted[],
    remark: string | null,
  ): Promise<void> {
    const answers = looks.map((linted) => lintAnswer(linted, session.view));
    const answer = lintVersionsAnswer(answers);
    const wish = { remark, verbose: flags.verbose, quiet: flags.quiet };
    await this.answer(flags, session, answer, (around) =>
      toText(answers.length > 1 ? lintVersionsText(answers, wish, around) : lintText(answer, wish, around)),
    );
    const failOn = flags['fail-on'] === 'never' ? 'info' : (flags['fail-on'] as Severity);
    const codes = answers.map((one, i) => lintExitCode(one, looks[i]!.result, failOn));
    this.finish(flags, session, worstExitCode(codes));
  }
}

interface LintFlags extends CommonFlags {
  readonly as?: string | undefined;
  readonly 'stdin-name'?: string | undefined;
  readonly 'feature-gates'?: ReadonlyMap<string, boolean> | undefined;
  readonly checks: boolean;
}

/** A node's facts with the gates that the caller sets on top of its own. */
function withGates<T extends { readonly facts: Facts }>(node: T, gates: ReadonlyMap<string, boolean>): T {
  if (gates.size === 0) return node;
  const known = [...gates].filter(([name, on]) => !gateProblem(name, on, node.facts.version));
  return { ...node, facts: { ...node.facts, gates: new Map([...node.facts.gates, ...known]) } };
}

/** Why a kubelet does not take a gate, in its words. */
function gateProblem(name: string, on: boolean, minor: Minor): string | undefined {
  return setFeatureGates(defaultFeatureGates(minor), new Map([[name, on]])).problems[0]?.message;
}

/** For several kubelets one judge that parses each file once. */
function judgeOf(nodes: readonly { readonly facts: Facts }[], checks: boolean): ManifestJudge {
  const judge = checks ? judgeAndCheck : judgeDocument;
  return nodes.length > 1
    ? judgeForAll(
        nodes.map(({ facts }) => facts),
        judge,
      )
    : judgeOfFiles(judge);
}

/** The path on the node: with --root a PATH is one already, else it is one of this machine. */
function nodePath(given: string, flags: { root?: string | undefined }): string {
  return flags.root === undefined ? resolve(given) : resolve('/', given);
}
