import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT } from '../answers/header.ts';
import { nodeOfFiles } from '../answers/node-header.ts';
import type { PathView } from '../answers/path-view.ts';
import { kubeletPath, renderAnswer, renderExitCode } from '../answers/render.ts';
import { judgeOne } from '../lint/judge-one.ts';
import { softenedResult } from '../lint/softened-result.ts';
import { inspectNode } from '../node/inspect-node.ts';
import { type CommonFlags, NodeCommand } from './base.ts';
import { outputFlag } from './flags.ts';
import { givenFiles } from './given-files.ts';
import { isTerminal } from './streams.ts';

export default class Render extends NodeCommand {
  static override summary = 'Print the pod as this kubelet runs it';
  static override description =
    'The manifest decoded, named and with all defaults, as the kubelet holds it. What it drops or replaces is said on standard error, with -v also what is merely worth knowing.';
  static override examples = [
    '<%= config.bin %> render /etc/kubernetes/manifests/etcd.yaml',
    '<%= config.bin %> render pod.yaml --kubelet-version 1.34 --node-name node01 -o json',
    'cat pod.yaml | <%= config.bin %> render - --stdin-name pod.yaml',
  ];
  static override args = {
    file: Args.string({
      // Else oclif takes what is piped in for a FILE.
      ignoreStdin: true,
      name: 'FILE',
      description: 'a manifest, - for standard input',
      required: true,
    }),
  };
  static override flags = {
    output: outputFlag(['yaml', 'json']),
    'stdin-name': Flags.string({ summary: 'the name that standard input goes by', helpValue: 'NAME' }),
    path: Flags.string({
      summary: 'where the kubelet reads the file, for its UID (where it is, if this node reads it there)',
      helpValue: 'PATH',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Render);
    this.refuseWrongUsage(args.file, flags);
    const { targets, session } = givenFiles(await this.session(flags), { ...flags, files: [args.file] });
    const path = targets[0]!;
    const { host, view, options } = session;
    const report = inspectNode(host, { ...options, filesOnly: true });
    const { node, header } = nodeOfFiles(report, flags.root !== undefined, options);

    const { file, document } = judgeOne(host, path, node.facts);
    const { files } = softenedResult({ files: [file], diagnostics: [] }, node.version);
    const { effectivePod } = await import('../manifest/pod/effective/effective-pod.ts');
    const effective =
      document && file.stage === 'ok'
        ? effectivePod({
            document,
            facts: { ...node.facts, nodeName: node.nodeName.display },
            path: kubeletPath(path, node, flags.path),
          })
        : null;
    const answer = renderAnswer({ header, file: files[0]!, effective }, view);
    // Loaded only here: to print YAML takes a library.
    const { podYaml } = await import('../report/text/rendered-pod.ts');
    const output = flags.output ?? [{ format: 'yaml' }];
    await this.answer({ ...flags, output }, session, answer, () => podYaml(answer, isTerminal('stdout')));
    await this.complain(answer.pod ? flags : { ...flags, quiet: false }, session, answer.diagnostics);
    this.finish(flags, session, renderExitCode(answer));
  }

  protected override showPath(view: PathView): (nodePath: string) => string {
    return view.show;
  }

  private refuseWrongUsage(
    file: string,
    flags: CommonFlags & { 'stdin-name'?: string | undefined; path?: string | undefined },
  ): void {
    const usage = { exit: EXIT.usage };
    const { 'stdin-name': stdinName, path, root } = flags;
    if (file === '' || stdinName === '') this.error('a path is empty', usage);
    if (stdinName !== undefined && file !== '-')
      this.error('--stdin-name names standard input: give - as FILE', usage);
    if (file === '-' && root === '-')
      this.error('standard input is either the node or a file, not both', usage);
    if (path !== undefined && !path.startsWith('/'))
      this.error('--path is an absolute path on the node', usage);
  }
}
