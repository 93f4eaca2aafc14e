import { closeSync, fchmodSync, openSync, realpathSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { EXIT } from '../answers/header.ts';
import { inspectNode } from '../node/inspect-node.ts';
import { printable } from '../report/text/escape.ts';
import { NodeCommand, type Session, toText } from './base.ts';
import { isTerminal, writeOut } from './streams.ts';

export default class Collect extends NodeCommand {
  static override summary = 'Write a tar of what spctl reads on a node';
  static override description =
    'With --script: print a shell script that does so on a node without Node.js, with nothing but sh and tar. No private key, no kubeconfig; values of token settings are masked. What stays on the node is named, with the reason.';
  static override examples = [
    '<%= config.bin %> collect node01.tar.gz',
    '<%= config.bin %> collect --script | ssh node01 sudo sh | <%= config.bin %> where --root -',
  ];
  static override args = {
    file: Args.string({
      ignoreStdin: true,
      name: 'FILE',
      description: 'FILE.tar, FILE.tar.gz, or - for standard output',
    }),
  };
  static override flags = {
    script: Flags.boolean({ summary: 'print the shell script instead' }),
    force: Flags.boolean({ summary: 'replace FILE if it is there' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Collect);
    const usage = { exit: EXIT.usage };
    const { archiveOf, collect, collectedLines, collectScript, leftOutLines } = await import(
      '../collect/collector.ts'
    );
    if (flags.script) {
      if (args.file !== undefined || flags.root !== undefined)
        this.error('--script prints a script; FILE and --root are for collecting here', usage);
      return writeOut(collectScript());
    }
    const { file } = args;
    if (file === undefined || file === '') this.error('name the FILE to write, or give --script', usage);
    if (file === '-' && isTerminal('stdout'))
      this.error('standard output is a terminal, and a tar goes there: name a file', usage);

    const session = await this.session(flags);
    if (file !== '-') this.refuseManifestDirectory(file, session);
    const collected = collect(session.host);
    if (collected.members.length === 0) throw new Error('there was nothing to take');
    const archive = /\.t?gz$/.test(file) ? gzip(archiveOf(collected)) : archiveOf(collected);
    if (file === '-') writeOut(archive);
    else write(file, archive, flags.force);
    this.report(collectedLines(collected), (all) => leftOutLines(collected, all), flags, file === '-');
    this.finish(flags, session, EXIT.clean);
  }

  /** A file in the directory that the kubelet reads would be read as a manifest. */
  private refuseManifestDirectory(file: string, { host, options }: Session): void {
    const { resolvedPath } = inspectNode(host, options).source;
    const read = [resolvedPath, '/etc/kubernetes/manifests'].flatMap((path) =>
      path === null ? [] : [realPath(host.hostPath(path) ?? path)],
    );
    if (read.includes(realPath(dirname(resolve(file)))) || read.includes(realPath(resolve(file)))) {
      this.error('the kubelet reads what lies in that directory: write the file somewhere else', {
        exit: EXIT.usage,
      });
    }
  }

  private report(
    taken: readonly string[],
    left: (all: boolean) => readonly string[],
    { quiet, verbose }: { quiet: boolean; verbose: boolean },
    isStream: boolean,
  ): void {
    if (!isStream) writeOut(toText(taken.map(printable)));
    else if (verbose) this.say(taken.map(printable));
    if (!quiet) this.say(left(verbose).map(printable));
  }
}

function gzip(bytes: Uint8Array): Uint8Array {
  return process.getBuiltinModule('node:zlib').gzipSync(bytes);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
function write(file: string, bytes: Uint8Array, force: boolean): void {
  const target = force ? `${file}.${process.pid}` : file;
  try {
    const descriptor = openSync(target, 'wx', 0o600);
    try {
      fchmodSync(descriptor, 0o600);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      if (force) renameSync(target, file);
    } catch (error) {
      unlinkSync(target);
      throw error;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Error(`"${target}" is there already; --force replaces it`);
    throw new Error(`can't write the archive: ${message}`);
  }
}
