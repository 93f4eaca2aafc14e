// Holds that the package has what runs and nothing else, and that the lockfile names no registry.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [pack] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
);
const paths = pack.files.map(({ path }) => path);
const allowed =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|scripts\/code-cache\.cjs|man\/spctl\.1|schemas\/[\w.-]+\.schema\.json|dist\/[a-z-]+\.cjs|dist\/(index|hosts|chunk-\w+)\.js|dist\/THIRD-PARTY-LICENSES\.txt|dist\/types\/.*\.d\.ts)$/;
const wanted = [
  'dist/main.cjs',
  'dist/cli.cjs',
  'dist/node.cjs',
  'dist/index.js',
  'dist/types/index.d.ts',
  'LICENSE',
  'dist/THIRD-PARTY-LICENSES.txt',
  'man/spctl.1',
];

const problems = [
  ...paths.filter((path) => !allowed.test(path)).map((path) => `should not be packed: ${path}`),
  ...wanted.filter((path) => !paths.includes(path)).map((path) => `is not packed: ${path}`),
  ...(/"resolved"/.test(readFileSync('package-lock.json', 'utf8'))
    ? ['package-lock.json names a registry']
    : []),
];
for (const problem of problems) console.error(problem);
console.log(
  `package: ${paths.length} files, ${(pack.size / 1024).toFixed(0)} KiB packed, ${(pack.unpackedSize / 1024).toFixed(0)} KiB unpacked`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
