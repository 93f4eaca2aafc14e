/**
 * The executable: what must precede oclif, then oclif. Built into dist/main.cjs; the commands and oclif itself
 * are dist/cli.cjs, loaded with the code cache that the build or the installation made.
 */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { basename, join } from 'node:path';
import { Script } from 'node:vm';

interface Cli {
  readonly start: (root: string) => Promise<void>;
}

/**
 * macOS has a program of this name, Gatekeeper's. Called as `spctl` there with an option of its own first, we
 * step aside, so that a PATH in which ours comes first breaks nobody's signing script.
 */
function handOverOnMacOs(args: readonly string[]): void {
  if (process.platform !== 'darwin' || basename(process.argv[1] ?? '') !== 'spctl') return;
  const [first] = args;
  if (first === undefined || !first.startsWith('-') || ['-h', '--help', '--version'].includes(first)) return;
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status } = spawnSync('/usr/sbin/spctl', args, { stdio: 'inherit' });
  process.exit(status ?? 1);
}

/** The command whose cache serves: each holds the functions that its command runs, and no others. */
function command(): string {
  const [, , first = ''] = process.argv;
  return /^[a-z]+$/.test(first) ? first : 'where';
}

/**
 * Loads the bundle as the module it is, with its code cache when there is one for this Node.js. The cache file
 * holds the source it was made from before V8's data: V8 itself compares no more than the length of a source,
 * and a cache must not run other code than the bundle's.
 */
function loadCli(): Cli {
  const file = join(__dirname, 'cli.cjs');
  const source = readFileSync(file);
  let cachedData: Buffer | undefined;
  try {
    const cache = readFileSync(
      join(__dirname, 'cache', `${process.version}-${process.arch}-${command()}.bin`),
    );
    if (cache.subarray(0, source.length).equals(source)) cachedData = cache.subarray(source.length);
  } catch {
    // No cache for this Node.js: slower, nothing else.
  }
  const script = new Script(Module.wrap(source.toString('latin1')), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const loaded = new Module(file);
  loaded.filename = file;
  loaded.paths = [];
  require.cache[file] = loaded;
  script.runInThisContext()(loaded.exports, Module.createRequire(file), loaded, file, __dirname);
  loaded.loaded = true;
  return loaded.exports as Cli;
}

handOverOnMacOs(process.argv.slice(2));
// Without SHELL oclif asks Windows for the parent process, which takes seconds.
if (process.platform === 'win32') process.env.SHELL ??= process.env.COMSPEC ?? 'cmd.exe';
void loadCli().start(__dirname);
