// Makes all that runs: validators, the command line bundle with its code cache, the library with its types.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { leanOclif } from './lean-oclif.mjs';
import { ownBundles } from './own-bundles.mjs';

const common = {
  bundle: true,
  target: 'node20.19',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const commandLine = {
  ...common,
  // A bundle is no module that could import; src/main.ts gives it a `require` that loads the others.
  supported: { 'dynamic-import': false },
  platform: 'node',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
};
const dynamic = ownBundles();

rmSync('dist', { recursive: true, force: true });
run('scripts/compile-schemas.mjs');

const results = await Promise.all([
  build({
    ...commandLine,
    entryPoints: { main: 'src/main.ts' },
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...commandLine,
    entryPoints: { cli: 'src/commands/index.ts', node: 'src/commands/node-commands.ts' },
    plugins: [dynamic.plugin, leanOclif()],
  }),
  build({
    ...common,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'esm',
    splitting: true,
    entryPoints: { index: 'src/index.ts', hosts: 'src/hosts.ts' },
    chunkNames: 'chunk-[hash]',
    external: ['node:*'],
    outdir: 'dist',
  }),
]);

// What is imported dynamically may import more of it.
for (let built = 0; built < Object.keys(dynamic.entryPoints()).length; ) {
  const entryPoints = Object.fromEntries(Object.entries(dynamic.entryPoints()).slice(built));
  built += Object.keys(entryPoints).length;
  results.push(await build({ ...commandLine, entryPoints, plugins: [dynamic.plugin] }));
}

run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json');
writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  licences(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);
run('scripts/code-cache.cjs');

function run(script, ...args) {
  execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' });
}

/** The licences of every package that is inside a bundle. */
function licences(inputs) {
  const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
  const packages = [...new Set(inputs.map((path) => folder.exec(path)?.[1]).filter(Boolean))].sort();
  return packages.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
}
