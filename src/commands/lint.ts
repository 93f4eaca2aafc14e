import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT } from '../answers/header.ts';
import { type Linted, lintAnswer, lintExitCode, lintVersionsAnswer, worstExitCode } from '../answers/lint.ts';
import { nodeHeader, nodeOfFiles } from '../answers/node-header.ts';
import type { PathView } from '../answers/path-view.ts';
import { encode } from '../bytes/text.ts';
import { checkNode } from '../checks/index.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { ManifestJudge } from '../directory/judge-directory.ts';
import { type FileKind, FORMATS } from '../lint/classify.ts';
import { judgeFile } from '../lint/judge-file.ts';
import { judgeOf } from '../lint/judge-for-all.ts';
import { lint } from '../lint/lint.ts';
import { lintNode } from '../lint/lint-node.ts';
import { softenedResult } from '../lint/softened-result.ts';
import type { SuppressWish } from '../lint/suppress.ts';
import { gateProblem, withGates } from '../lint/with-gates.ts';
import type { Host } from '../node/host/host.ts';
import { type InspectOptions, inspectNode } from '../node/inspect-node.ts';
import { nearestMinor } from '../node/version/judged-version.ts';
import { isLintFormat, lintFormats } from '../report/index.ts';
import { printable } from '../report/text/escape.ts';
import { lintText, nodeRemark } from '../report/text/lint.ts';
import { lintVersionsText } from '../report/text/lint-versions.ts';
import { loadRules } from '../rules/load-rules.ts';
import { notingRemarks } from '../suppression/noting-remarks.ts';
import { NEWEST_MINOR } from '../versions/minor.ts';
import { type CommonFlags, NodeCommand, type Session, toText } from './base.ts';
import { FETCH_FLAG, fetched } from './fetched.ts';
import type { Look } from './fix.ts';
import { featureGates, outputFlag, wrongUsage } from './flags.ts';
import { givenFiles } from './given-files.ts';
import { flagsOf, goBy, placeOfGate, settle, type UsedSettings, withoutExcluded } from './go-by-settings.ts';
import { openSettings, SETTINGS_FLAGS, settingsProblems } from './open-settings.ts';
import { tellingProgress } from './progress.ts';
import { refuseOutputs, refuseReports } from './report-files.ts';
import { isTerminal, writeOut } from './streams.ts';

export default class Lint extends NodeCommand {
  static override summary = 'Say what the kubelet does with each manifest, and what is wrong';
  static override description =
    "Without arguments: what this node's kubelet reads. A directory is judged as a manifest directory, several files as if they lay in one; - is standard input. KubeletConfiguration files, units and environment files are judged as what they are.";
  static override examples = [
    '<%= config.bin %> lint',
    '<%= config.bin %> lint manifests/ --kubelet-version 1.34',
    '<%= config.bin %> lint manifests/ --kubelet-version 1.30,1.34,1.37',
    '<%= config.bin %> lint manifests/ -o text -o sarif=report.sarif',
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
    output: outputFlag(['text', ...Object.keys(lintFormats)]),
    'by-directory': Flags.boolean({
      summary: 'files given one by one: judge together only what lies in one directory',
    }),
    as: Flags.string({ summary: 'what every file is, instead of what it looks like', options: [...FORMATS] }),
    'stdin-name': Flags.string({
      summary: 'the name that standard input goes by',
      helpValue: 'NAME',
    }),
    'feature-gates': featureGates(),
    baseline: Flags.string({
      summary: 'do not report the findings that this file knows',
      helpValue: 'FILE',
      exclusive: ['write-baseline'],
    }),
    fix: Flags.boolean({ summary: 'mend in the files what has exactly one right answer, then judge them' }),
    'dry-run': Flags.boolean({
      summary:
        'with --fix: print what it would change as a patch for "git apply" or "patch -p1", and write nothing; the exit code is 1 where there is something to fix',
      dependsOn: ['fix'],
    }),
    'write-baseline': Flags.string({
      summary: 'write all findings that there are into this file, as known ones',
      helpValue: 'FILE',
    }),
    ...FETCH_FLAG,
    ...SETTINGS_FLAGS,
    checks: Flags.boolean({
      summary: 'say more than the verdict: what the author did not mean',
      default: true,
      allowNo: true,
    }),
  };

  protected override readonly comparesVersions = true;

  /** The settings that this run goes by. */
  private used: UsedSettings | null = null;

  async run(): Promise<void> {
    const { flags: written, argv, metadata } = await this.parse(Lint);
    const paths = argv as string[];
    const opened = await openSettings(written, paths);
    if (opened && opened.diagnostics.length > 0) {
      this.say(settingsProblems(opened, await this.surroundings(opened, 'stderr')));
      process.exitCode = EXIT.usage;
      return;
    }
    const looksAtNode = paths.length === 0 || written.root !== undefined;
    this.used = opened && goBy(opened, written, metadata.flags, looksAtNode);
    const flags = this.used ? flagsOf(written, this.used) : written;
    if (flags.fix && (paths.length === 0 || paths.includes('-') || flags.root !== undefined)) {
      throw wrongUsage('--fix changes files of this machine, each named as a PATH or lying in one');
    }
    refuseOutputs(flags.output);
    refuseTogether(written);
    const session = await this.session(flags);
    const asked = flags['kubelet-version'] ?? [undefined];
    const each = asked.map((minor) => ({
      ...session.options,
      ...(minor !== undefined && { kubeletVersion: minor }),
    }));
    if (paths.length === 0) return this.lintNode(flags, session, each);
    if (flags.fetch) throw wrongUsage("--fetch asks the URL of this node's kubelet: name no PATH with it");
    return this.lintPaths(flags, session, each, paths);
  }

  protected override showPath(view: PathView): (nodePath: string) => string {
    return view.show;
  }

  /** Without arguments: what this node's kubelet reads, with what there is to say about the node. */
  private async lintNode(flags: LintFlags, door: Session, each: readonly InspectOptions[]): Promise<void> {
    const { host, noted } = notingRemarks(door.host);
    const reports = each.map((options) => withGates(inspectNode(host, options), this.gates(flags, each)));
    const { answer, session } = flags.fetch
      ? await fetched(door, reports[0]!)
      : { answer: null, session: door };
    const { view } = session;
    const source = reports[0]?.source.resolvedPath ?? null;
    const judge = telling(judgeOf(reports, flags.checks), flags, host, source === null ? [] : [source]);
    const looks = reports.map((report) => {
      const result = softenedResult(lintNode(host, report, judge, flags.checks, answer), report.version);
      const { resolvedPath } = report.source;
      const paths = resolvedPath === null ? [] : [view.show(resolvedPath)];
      const checked = flags.checks ? checkNode({ host, report, files: result.files, now: Date.now() }) : [];
      const nodeDiagnostics = [...report.diagnostics, ...checked];
      return { header: nodeHeader(report), paths, result, nodeDiagnostics };
    });
    const remark = nodeRemark(reports[0]!, looks[0]!.result);
    const directories = source === null ? [] : [source];
    const judgeOther: SuppressWish['judgeOther'] = (kind, path, bytes) =>
      reports.flatMap(({ facts }) => judgeFile(kind, path, bytes, facts).diagnostics);
    const silenced = await suppressed(looks, noted, flags, { directories, judgeOther });
    const found = this.settled(silenced, session.host, []);
    this.refuseReports(flags, session.host, directories, found);
    await this.print(flags, session, found, remark);
  }

  /** With arguments: those files and directories. */
  private async lintPaths(
    flags: LintFlags,
    session: Session,
    each: readonly InspectOptions[],
    paths: readonly string[],
  ): Promise<void> {
    this.refuseNames(flags, paths);
    const { targets: all, session: looked } = givenFiles(session, { ...flags, files: paths });
    const { host: door, view } = looked;
    const { kept: targets, leftOut } = withoutExcluded(all, this.used, door);
    const reports = each.map((options) => {
      const report = inspectNode(session.host, { ...options, filesOnly: true });
      const { node, header } = nodeOfFiles(report, flags.root !== undefined, options);
      return { ...withGates(node, this.gates(flags, each)), header };
    });
    const { checks, 'by-directory': byDirectory } = flags;
    const look: Look = async (place, targets, as = flags.as as FileKind | undefined) => {
      const { host, noted } = notingRemarks(place);
      const judge = telling(judgeOf(reports, checks), flags, host, targets);
      const looks = reports.map(({ facts, version, header }) => {
        const request = {
          paths: targets,
          ...(as !== undefined && { as }),
          facts,
          judge,
          checks,
          byDirectory,
        };
        const result = softenedResult(lint(host, request), version);
        return { header, paths, result, nodeDiagnostics: session.options.diagnostics ?? [] };
      });
      const directories = noted.size === 0 ? [] : targets.filter((path) => isDirectory(place, path));
      return this.settled(await suppressed(looks, noted, flags, { directories }), place, leftOut);
    };
    const found = await look(door, targets);
    this.refuseReports(flags, door, all, found);
    const fixed = flags.fix ? await this.fix(flags, looked, found, look) : false;
    if (flags['dry-run']) return;
    // The text tells it with --verbose.
    const told =
      flags.verbose && (flags.output ?? [{ format: 'text' }]).some(({ format }) => format === 'text');
    if (!flags.quiet && !told)
      this.say(
        leftOut.map((path) => `${printable(view.show(path))}: not linted, for the settings exclude it`),
      );
    await this.print(flags, looked, fixed ? await look(door, targets) : found, null);
  }

  /** Makes the fixes that there are, or shows them with --dry-run. Whether files were written. */
  private async fix(
    flags: LintFlags,
    session: Session,
    found: readonly Linted[],
    look: Look,
  ): Promise<boolean> {
    const { changesOf, closingLine, patchOf, writeChanges } = await import('./fix.ts');
    const { host, view } = session;
    const { changes, left } = await changesOf(found, host, look);
    if (flags['dry-run']) {
      writeOut(encode(patchOf(changes, view.show, isTerminal('stdout'))));
      if (!flags.quiet) this.say([closingLine('would fix', changes, left)]);
      const unchecked = found.flatMap(({ result }) => result.unchecked);
      this.say([...new Set(unchecked)].map((path) => `${printable(view.show(path))}: can't be checked`));
      const code = unchecked.length > 0 ? EXIT.couldNotLook : changes.length > 0 ? EXIT.findings : EXIT.clean;
      this.finish(flags, session, code);
      return false;
    }
    const written = writeChanges(changes, view.show);
    const done = written.filter(({ failed }) => !failed).map(({ change }) => change);
    this.say(written.filter(({ failed }) => failed || !flags.quiet).map(({ said }) => said));
    if (!flags.quiet) this.say([closingLine('fixed', done, left)]);
    return done.length > 0;
  }

  /** No report may take the place of what was read; `paths` are the files and directories on the node. */
  private refuseReports(
    flags: LintFlags,
    host: Host,
    paths: readonly string[],
    looks: readonly Linted[],
  ): void {
    const { output = [], baseline, 'write-baseline': written, root } = flags;
    if (!output.some(({ file }) => file !== undefined)) return;
    const onMachine = (path: string) => host.hostPath(path) ?? [];
    const linted = looks.flatMap(({ result }) => result.files).map(({ path }) => path);
    const others = [baseline, written, root, this.used?.name].filter((path) => path !== undefined);
    refuseReports(output, {
      files: [...[...paths, ...linted].flatMap(onMachine), ...others],
      directories: paths.filter((path) => isDirectory(host, path)).flatMap(onMachine),
    });
  }

  /** What no file can be called, and standard input that is wanted twice or not at all. */
  private refuseNames(flags: LintFlags, paths: readonly string[]): void {
    const usage = { exit: EXIT.usage };
    const readsIn = paths.includes('-');
    if (flags['stdin-name'] !== undefined && !readsIn)
      this.error('--stdin-name names standard input, which is not among the paths: add -', usage);
    if (paths.includes('') || flags['stdin-name'] === '') this.error('a path is empty', usage);
    if (readsIn && flags.root === '-')
      this.error('standard input is either the node or a file, not both', usage);
  }

  /** The gates of --feature-gates, each known to one of the kubelets at least. */
  private gates(flags: LintFlags, each: readonly InspectOptions[]): ReadonlyMap<string, boolean> {
    const gates = flags['feature-gates'] ?? new Map<string, boolean>();
    const minors = each.map(({ kubeletVersion = NEWEST_MINOR }) => nearestMinor(kubeletVersion).minor);
    for (const [name, on] of gates) {
      const problems = minors.map((minor) => gateProblem(name, on, minor));
      if (problems.every((problem) => problem !== undefined))
        this.error(
          `${placeOfGate(name, this.used)}the kubelet does not start with this gate: ${problems[0]}`,
          {
            exit: EXIT.usage,
          },
        );
    }
    return gates;
  }

  private async print(
    flags: LintFlags,
    session: Session,
    found: readonly Linted[],
    remark: string | null,
  ): Promise<void> {
    const looks = await this.withoutBaseline(flags, session, found);
    const answers = looks.map((linted) => lintAnswer(linted, session.view));
    const answer = lintVersionsAnswer(answers);
    const wish = { remark, verbose: flags.verbose, quiet: flags.quiet };
    const wished = flags['fail-on'] as Severity | 'never';
    const codes = answers.map((one, i) =>
      lintExitCode(one, looks[i]!.result, wished === 'never' ? 'info' : wished),
    );
    const exitCode = this.exitCode(flags, session, worstExitCode(codes));
    // A report without failures would be no report: whoever reads it decides, by what is usual.
    const failOn = wished === 'never' ? 'warning' : wished;
    const { tellsNodePath } = session.view;
    await this.answer(flags, session, answer, async (around, format) => {
      if (!isLintFormat(format))
        return toText(
          answers.length > 1 ? lintVersionsText(answers, wish, around) : lintText(answer, wish, around),
        );
      const { ruleOf } = await loadRules();
      return lintFormats[format]({ answer, ...around, tellsNodePath, ruleOf, failOn, exitCode });
    });
    this.finish(flags, session, exitCode);
  }

  /** As the settings have it: they come after the comments in files, and before a baseline. */
  private settled(looks: readonly Linted[], host: Host, leftOut: readonly string[]): readonly Linted[] {
    return this.used ? settle(looks, this.used, host, leftOut) : looks;
  }

  /** Without what --baseline knows, or what --write-baseline writes. */
  private async withoutBaseline(flags: LintFlags, session: Session, looks: readonly Linted[]) {
    const { root, baseline, 'write-baseline': written } = flags;
    const file = written ?? baseline;
    if (file === undefined) return looks;
    if (file === '') throw wrongUsage('the baseline has no name');
    const { applyBaseline } = await import('./baseline.ts');
    // A path of a copy's node is none of this machine.
    const directories = root === undefined ? looks.flatMap(({ paths }) => paths) : [];
    const wish = { file, write: written !== undefined, onNode: root !== undefined, directories };
    return applyBaseline(looks, wish, await this.surroundings(session));
  }
}

/** What a dry run would pass over, and what no baseline can be. */
function refuseTogether({ 'dry-run': isDry, output, baseline, 'write-baseline': written }: LintFlags): void {
  if (isDry && output) throw wrongUsage('--dry-run prints a patch and no report: leave out -o');
  if (isDry && written !== undefined)
    throw wrongUsage('--dry-run writes nothing: leave out --write-baseline');
  if (baseline === '-' || written === '-')
    throw wrongUsage('a baseline is a file, and no standard input or output: give it a name');
}

interface LintFlags extends CommonFlags {
  readonly as?: string | undefined;
  readonly 'by-directory': boolean;
  readonly 'stdin-name'?: string | undefined;
  readonly 'feature-gates'?: ReadonlyMap<string, boolean> | undefined;
  readonly baseline?: string | undefined;
  readonly 'write-baseline'?: string | undefined;
  readonly fix: boolean;
  readonly 'dry-run': boolean;
  readonly checks: boolean;
  readonly fetch: boolean;
}

function isDirectory(host: Host, path: string): boolean {
  const info = host.stat(path);
  return info.ok && info.value.type === 'directory';
}

/** Without what comments in the files suppress: seldom is there such a comment. */
async function suppressed(
  looks: readonly Linted[],
  noted: ReadonlyMap<string, Uint8Array>,
  { as, checks }: LintFlags,
  looked: Pick<SuppressWish, 'directories' | 'judgeOther'>,
): Promise<readonly Linted[]> {
  if (noted.size === 0) return looks;
  const { suppress } = await import('../lint/suppress.ts');
  return suppress(looks, noted, {
    as: as as FileKind | undefined,
    checks,
    ...looked,
    ...(await loadRules()),
  });
}

/** The judge, which tells how far it has come unless nobody wants to hear it. */
function telling(
  judge: ManifestJudge,
  { quiet }: LintFlags,
  host: Host,
  paths: readonly string[],
): ManifestJudge {
  return quiet ? judge : tellingProgress(judge, { host, paths });
}
