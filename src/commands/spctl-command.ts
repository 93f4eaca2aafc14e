import { writeFileSync } from 'node:fs';
import { Command } from '@oclif/core/command';
import { EXIT } from '../answers/header.ts';
import { printable } from '../report/text/escape.ts';
import type { Output } from './flags.ts';
import { fileFailure, refuseOutputs } from './report-files.ts';
import { writeErr, writeOut } from './streams.ts';
import { usageSentence } from './usage-sentence.ts';

/** What every command shares, whether it looks at a node or not. */
export abstract class SpctlCommand extends Command {
  /** Writes the report of each output that was asked for: to standard output one at most, the others into files. */
  protected async deliver(
    outputs: readonly Output[] = [{ format: 'text' }],
    report: (output: Output) => Promise<string | Uint8Array>,
  ): Promise<void> {
    if (outputs.filter(({ file }) => file === undefined).length > 1) {
      this.error('only one format can go to standard output; give the others a file: -o json=FILE', {
        exit: EXIT.usage,
      });
    }
    refuseOutputs(outputs);
    for (const output of outputs) {
      const text = await report(output);
      if (output.file === undefined) writeOut(text);
      else writeFile(output.file, text);
    }
  }

  /** A failure is one sentence, never a stack trace: wrong usage, or a look that did not succeed. */
  protected override async catch(error: Error & { oclif?: { exit?: number } }): Promise<void> {
    const usage = error.oclif !== undefined;
    const message = usage ? usageSentence(error, String(this.id)) : error.message;
    writeErr(`spctl: ${message.split('\n').map(printable).join('\n')}\n`);
    if (usage) writeErr(`see spctl ${this.id} --help\n`);
    process.exitCode = usage ? EXIT.usage : EXIT.couldNotLook;
  }
}

function writeFile(file: string, text: string | Uint8Array): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Error(`can't write the report "${file}": ${fileFailure(error).why}`);
  }
}
