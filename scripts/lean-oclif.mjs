import { readFileSync } from 'node:fs';

/** Modules that oclif requires as it loads, and that a start of ours needs rarely or never. */
const RARELY_NEEDED =
  'node:child_process|node:readline|node:perf_hooks|node:fs/promises|node:url|ansis|ejs|supports-color';

/** Packages for what can't happen here: commands found by patterns, spinners, settings, debug messages, WSL. */
const NEVER_NEEDED = ['cli-spinners', 'debug', 'lilconfig', 'minimatch', 'tinyglobby', 'wsl-utils'];

/** What stands in oclif's files, and what stands there in our bundle. */
const EDITS = [
  // A handful of command names is sorted with localeCompare, which loads ICU: a third of a bare Node.js start.
  // Names are ASCII; `<` sorts them alike.
  { what: 'localeCompare', from: 'a.id.localeCompare(b.id)', to: '(a.id < b.id ? -1 : 1)' },
  // Node.js' streams are loaded by the first use of process.stdout; src/commands/streams.ts does without.
  { what: 'stdout errors', from: /^process\.stdout\.on\('error', [\s\S]*?^\}\);$/m, to: '' },
  { what: 'spinner', from: 'Boolean(process.stderr.isTTY) &&', to: 'false &&' },
  { what: 'flush', from: "const flushed = process.stdout.write('');", to: 'const flushed = true;' },
  { what: 'drain', from: "process.stdout.once('drain', () => resolve(null));", to: 'resolve(null);' },
  {
    what: 'action output',
    from: /stdmockOrigs = \{\s*stderr: process\.stderr\.write,\s*stdout: process\.stdout\.write,\s*\};/,
    to: 'stdmockOrigs = { get stderr() { return process.stderr.write; }, get stdout() { return process.stdout.write; } };',
  },
  {
    what: 'stdout width',
    from: 'exports.stdtermwidth = columns || termwidth(process.stdout);',
    to: "Object.defineProperty(exports, 'stdtermwidth', { get: () => columns || termwidth(process.stdout) });",
  },
  {
    what: 'stderr width',
    from: 'exports.errtermwidth = columns || termwidth(process.stderr);',
    to: "Object.defineProperty(exports, 'errtermwidth', { get: () => columns || termwidth(process.stderr) });",
  },
  // Its debug messages, and the terminal's colours that they ask for.
  { what: 'debug', from: 'const debug = (0, debug_1.default)(namespace);', to: 'const debug = () => {};' },
  {
    what: 'manifest',
    from: "await (0, promises_1.readFile)(path, 'utf8')",
    to: "require('node:fs').readFileSync(path, 'utf8')",
  },
  { what: 'widths', from: 'exports.errtermwidth = exports.stdtermwidth = void 0;', to: '' },
];

/**
 * Edits oclif as it is bundled, so that a start loads only what it uses: the edits above, what is rarely needed
 * required when first used, what is never needed left out. The build fails when one of them finds nothing to edit.
 */
export function leanOclif() {
  const done = new Set();
  const wanted = [...NEVER_NEEDED, ...EDITS.map(({ what }) => what), ...RARELY_NEEDED.split('|')];
  return {
    name: 'lean-oclif',
    setup({ onLoad, onResolve, onEnd }) {
      onResolve({ filter: new RegExp(`^(${NEVER_NEEDED.join('|')})$`) }, ({ path }) => {
        done.add(path);
        return { path, namespace: 'never-needed' };
      });
      onLoad({ filter: /.*/, namespace: 'never-needed' }, () => ({ contents: 'module.exports = {};' }));
      onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/].*\.js$/ }, ({ path }) => {
        let text = readFileSync(path, 'utf8');
        for (const { what, from, to } of EDITS) {
          const edited = text.replace(from, to);
          if (edited !== text) done.add(what);
          text = edited;
        }
        const contents = text.replaceAll(
          new RegExp(`^const (\\w+) = ((?:__import\\w+\\()?require\\("(${RARELY_NEEDED})"\\)\\)?);$`, 'gm'),
          (_, name, load, module) => {
            done.add(module);
            return `const ${name} = new Proxy({}, { get: (_, key) => (${load})[key] });`;
          },
        );
        return { contents, loader: 'js' };
      });
      onEnd(() => {
        const missing = wanted.filter((what) => !done.has(what));
        if (missing.length > 0)
          throw new Error(`oclif has changed, no longer to be edited: ${missing.join(', ')}`);
      });
    },
  };
}
