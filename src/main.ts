/**
 * The executable: what must precede oclif, then oclif. Built into dist/main.cjs; the commands with oclif are
 * bundles beside it, loaded with the code cache that the build or the installation made: dist/node.cjs has those
 * that need no manifest judged, dist/cli.cjs has all. What they import dynamically is a bundle of its own.
 */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { basename, join } from 'node:path';
import { Script } from 'node:vm';

/** The bundle of each command that has a cache of its own; any other word is for the bundle that has all of them. */
const BUNDLES: Readonly<Record<string, string>> = {
  where: 'node',
  cmdline: 'node',
  config: 'node',
  collect: 'node',
  lint: 'cli',
  doctor: 'cli',
  status: 'cli',
  render: 'cli',
};

/** A bundle that was loaded. */
interface Bundle {
  readonly exports: { readonly start?: (root: string, args: readonly string[]) => Promise<void> };
  readonly source: Buffer;
  readonly script: Script;
}

/** The bundles of this process, by name: the code cache is made of them (scripts/code-cache.cjs). */
export const bundles = new Map<string, Bundle>();

/**
 * Loads a bundle as the module it is, with a code cache when there is one for this Node.js: each command has its
 * own, with the functions that it runs. The cache file
 * holds the source it was made from before V8's data: V8 itself compares no more than the length of a source,
 * and a cache must not run other code than the bundle's.
 */
export function load(name: string, cache = name): Bundle {
  const known = bundles.get(name);
  if (known) return known;
  const file = join(__dirname, `${name}.cjs`);
  const source = readFileSync(file);
  let cachedData: Buffer | undefined;
  try {
    const file = join(__dirname, 'cache', `${process.version}-${process.arch}-${cache}.bin`);
    const bytes = readFileSync(file);
    if (bytes.subarray(0, source.length).equals(source)) cachedData = bytes.subarray(source.length);
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
  const bundle: Bundle = { exports: loaded.exports, source, script };
  bundles.set(name, bundle);
  const native = Module.createRequire(file);
  const requireBundle = (id: string) =>
    id.startsWith('./') ? load(basename(id, '.cjs')).exports : native(id);
  script.runInThisContext()(loaded.exports, requireBundle, loaded, file, __dirname);
  loaded.loaded = true;
  // A bundle may replace its exports.
  const done = { ...bundle, exports: loaded.exports };
  bundles.set(name, done);
  return done;
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

/**
 * The V8 of Node.js 20 optimizes functions that a thousand manifests hardly repay: a third of the processor time
 * went there. Later ones count calls instead, and know no such flag. To be set when the bundle has been loaded:
 * a code cache is good for the flags that it was made with.
 */
function optimizeLater(): void {
  if (!process.versions.v8.startsWith('11.')) return;
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=270336');
}

/** Runs a command line; `beforeLint` for the command that has much to do. */
export async function start(args: readonly string[], beforeLint?: () => void): Promise<void> {
  const [first = ''] = args;
  const name = Object.hasOwn(BUNDLES, first) ? BUNDLES[first] : undefined;
  const bundle = load(name ?? 'cli', name === undefined ? 'cli' : first);
  if (first === 'lint') beforeLint?.();
  await bundle.exports.start?.(__dirname, args);
}

if (require.main === module) {
  const args = process.argv.slice(2);
  handOverOnMacOs(args);
  // Without SHELL oclif asks Windows for the parent process, which takes seconds.
  if (process.platform === 'win32') process.env.SHELL ??= process.env.COMSPEC ?? 'cmd.exe';
  void start(args, optimizeLater);
}
