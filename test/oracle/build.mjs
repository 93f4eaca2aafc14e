// Builds the programs of test/oracle/kubelet, one a minor, each linked against that kubelet's own code.
//
//     node test/oracle/build.mjs [1.NN ...]       all minors, unless some are named
//
// And those of test/oracle/control-plane, for who imports this: one for each program of the control plane and minor.
//
// Needs Go and a Go module proxy: minutes for each minor, once. What is built is kept in a directory outside the
// tree ($SPCTL_ORACLE_DIR, or spctl-oracle under the user's cache directory) until the sources change.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goMod } from './go-module.mjs';
import { MINORS, minorOf, RELEASES } from './releases.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** The programs of the control plane that an oracle can be built of. */
export const CONTROL_PLANE = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** What `main` of a script prints and ends with when the oracle can't be had. */
export class OracleMissing extends Error {}

export function oracleDirectory() {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.SPCTL_ORACLE_DIR ?? join(cache, 'spctl-oracle');
}

/** The path of a minor's kubelet oracle, built if it is missing or older than its sources. */
export function buildOracle(minor, log) {
  return build('kubelet', 'kubelet', [], minor, log);
}

/** The same of a program of the control plane. */
export function buildControlPlaneOracle(name, minor, log) {
  return build(name, 'control-plane', [name.replace('kube-', '').replace('-', '')], minor, log);
}

function build(name, folder, tags, minor, log = () => {}) {
  const release = RELEASES.find((one) => minorOf(one) === minor);
  if (!release) throw new OracleMissing(`no release of 1.${minor} is listed in test/oracle/releases.mjs`);
  const directory = oracleDirectory();
  const program = join(directory, `${name}-1.${minor}`);
  const stamp = `${program}.built-from`;
  const sources = join(here, folder);
  const origin = `${release} ${sourceHash(sources)}\n`;
  if (existsSync(program) && existsSync(stamp) && readFileSync(stamp, 'utf8') === origin) return program;

  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) {
    throw new OracleMissing(
      `The oracle of ${name} 1.${minor} has to be built first, which needs Go (https://go.dev/dl) and a Go module proxy; "go" can't be run here`,
    );
  }
  log(`building the oracle of ${name} ${release}`);
  mkdirSync(directory, { recursive: true });
  const module = mkdtempSync(join(tmpdir(), 'spctl-oracle-'));
  try {
    cpSync(sources, module, { recursive: true });
    writeFileSync(join(module, 'go.mod'), goMod(release));
    // -mod=mod: go adds the other requirements, at the versions that Kubernetes itself requires.
    const since = [...tags, ...sinceTags(minor)].join(',');
    const flags = ['-mod=mod', '-tags', since, '-ldflags', linkerFlags(release), '-o', program];
    execFileSync('go', ['build', ...flags, '.'], { cwd: module, stdio: ['ignore', 'inherit', 'pipe'] });
  } catch (error) {
    throw new OracleMissing(`The oracle of ${name} ${release} could not be built: ${error.stderr ?? error.message}`);
  } finally {
    rmSync(module, { recursive: true });
  }
  writeFileSync(stamp, origin);
  return program;
}

function sourceHash(sources) {
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)));
  return hash.digest('hex').slice(0, 16);
}

/** since29, …, sinceNN: the sources say from which minor on they hold. */
function sinceTags(minor) {
  return Array.from({ length: minor - 28 }, (_, i) => `since${29 + i}`);
}

/** The version as a release build sets it, and no symbols. */
function linkerFlags(release) {
  const version = { gitVersion: `v${release}`, gitMajor: '1', gitMinor: `${minorOf(release)}` };
  const set = Object.entries(version).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  return ['-s', '-w', ...set].join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2).map((version) => Number(/^1\.(\d+)$/.exec(version)?.[1]));
  try {
    for (const minor of named.length > 0 ? named : MINORS) console.log(buildOracle(minor, console.error));
  } catch (error) {
    if (!(error instanceof OracleMissing)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
