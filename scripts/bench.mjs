// npm run bench: whole-process times as ratios to a bare `node -e 0` of the same run, interleaved, medians.
// The machine's speed drifts; a ratio of two runs side by side does not.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROUNDS = Number(process.argv[2] ?? 25);
const LARGE_ROUNDS = 5;
const env = { ...process.env };
// Where set, Node.js parses that bundle at every start: three times the cost of a bare start.
delete env.NODE_EXTRA_CA_CERTS;

const work = mkdtempSync(join(tmpdir(), 'spctl-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const node = resolve('fixtures/conformance/kubeadm/1.37-default');
const manifest = join(node, 'etc/kubernetes/manifests/kube-apiserver.yaml');
cpSync('dist', join(work, 'uncached'), { recursive: true });
rmSync(join(work, 'uncached/cache'), { recursive: true, force: true });
const cached = resolve('dist/main.cjs');
const uncached = join(work, 'uncached/main.cjs');

const bare = ['-e', '0'];
const small = {
  'where --root, code cache': [cached, 'where', '--root', node],
  'lint of one file, code cache': [cached, 'lint', manifest],
  'where --root, no code cache': [uncached, 'where', '--root', node],
  'lint of one file, no code cache': [uncached, 'lint', manifest],
};
const limits = [2.2, 2.6, 3.5, 4.0];

console.log(`Node.js ${process.version}, ${ROUNDS} rounds; node -e 0 is 1`);
const ratios = measure(Object.values(small), ROUNDS);
for (const [i, name] of Object.keys(small).entries()) print(name, ratios[i], limits[i]);

const lint = (...args) => [cached, 'lint', ...args, '-o', `json=${join(work, 'out.json')}`];
const nodes = nodesOf(2500);
const large = [
  lint(directoryOf(1000), '--no-checks'),
  lint(directoryOf(10_000), '--no-checks'),
  lint(...nodes, '--no-checks'),
  lint(...nodes),
];
const [thousand, tenThousand, alone, checked] = measure(large, LARGE_ROUNDS);
print('lint of 1,000 manifests, verdicts', thousand);
print('lint of 10,000 manifests, verdicts', tenThousand, 80);
print('lint of 2,500 nodes, verdicts', alone);
print('lint of 2,500 nodes, all checks', checked);
console.log(`  with all checks, against verdicts alone: ${(checked.median / alone.median).toFixed(2)}`);
console.log(
  `  per manifest, ten thousand against one thousand: ${((tenThousand.median - 1) / (thousand.median - 1) / 10).toFixed(2)}`,
);
const peak = spawnSync(
  '/usr/bin/env',
  ['bash', '-c', 'command time -f %M "$0" "$@" 2>&1 >/dev/null | tail -1', process.execPath, ...large[1]],
  { encoding: 'utf8', env },
);
const kib = Number(peak.stdout);
console.log(
  Number.isFinite(kib) && kib > 0
    ? `  peak memory: ${(kib / 1024).toFixed(0)} MiB (at most 200)`
    : '  peak memory: not measured, GNU time is missing',
);

/** Runs a bare start and every command in turn, `rounds` times, after one round that does not count. */
function measure(commands, rounds) {
  const samples = commands.map(() => []);
  for (let round = -1; round < rounds; round++) {
    commands.forEach((command, i) => {
      const ratio = time(command) / time(bare);
      if (round >= 0) samples[i].push(ratio);
    });
  }
  return samples.map((values) => {
    const sorted = values.sort((a, b) => a - b);
    return { median: sorted[sorted.length >> 1], min: sorted[0], max: sorted.at(-1) };
  });
}

function time(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')}: exit code ${status}\n${stderr}`);
  return Number(process.hrtime.bigint() - start);
}

function print(name, { median, min, max }, limit) {
  const bound = limit === undefined ? '' : `, at most ${limit}`;
  console.log(`${name.padEnd(36)} ${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)}${bound})`);
}

/** The manifest directories of so many nodes, each with the control plane of one. */
function nodesOf(count) {
  return Array.from({ length: count }, (_, i) => {
    const directory = join(work, 'nodes', String(i));
    cpSync(dirname(manifest), directory, { recursive: true });
    return directory;
  });
}

/** A directory of copies of the four manifests of a kubeadm control plane, each with a name of its own. */
function directoryOf(count) {
  const directory = join(work, String(count));
  mkdirSync(directory);
  const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
  const texts = names.map((name) => [name, readFileSync(join(dirname(manifest), `${name}.yaml`), 'utf8')]);
  for (let i = 0; i < count; i++) {
    const [name, text] = texts[i % texts.length];
    const file = join(directory, `pod-${String(i).padStart(5, '0')}.yaml`);
    writeFileSync(file, text.replace(`  name: ${name}`, `  name: pod-${i}`));
  }
  return directory;
}
