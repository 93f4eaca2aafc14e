import { jsonReport } from '../report/json.ts';
import { coloured, PLAIN, type Style, wantsColour } from '../report/text/style.ts';
import type { Output } from './flags.ts';
import { SpctlCommand } from './spctl-command.ts';
import { isTerminal } from './streams.ts';

/** A command that tells what spctl knows, and looks at no node and no file. */
export abstract class TellingCommand extends SpctlCommand {
  /** Writes the answer in every format asked for; `render` makes the text, `columns` wide on a terminal. */
  protected async tell(
    outputs: readonly Output[] | undefined,
    answer: object,
    render: (style: Style, columns: number | undefined) => string,
  ): Promise<void> {
    await this.deliver(outputs, async ({ format, file }) => {
      if (format === 'json') return jsonReport(answer, NO_FILES);
      const terminal = file === undefined && isTerminal('stdout');
      const isColoured = file === undefined && wantsColour(process.env, terminal);
      // A terminal that does not tell its width, such as a serial console, gives 0.
      const columns = terminal ? process.stdout.columns || undefined : undefined;
      return render(isColoured ? await coloured() : PLAIN, columns);
    });
  }
}

const NO_FILES = { show: (path: string) => path, tellsNodePath: false };
