// Builds etcd of several releases, each a program that also prints its flags.
//
//     node test/oracle/etcd/build.mjs [3.N.P ...]       all releases, unless some are named
//
// Needs Go and a Go module proxy. What is built is kept beside the kubelet oracles until the sources change.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oracleDirectory } from '../build.mjs';

/** Releases that are asked: of each minor the first, the newest, and those that kubeadm ran. */
export const ETCD_RELEASES = [
  '3.4.13',
  '3.5.0',
  '3.5.5',
  '3.5.9',
  '3.5.12',
  '3.5.15',
  '3.5.16',
  '3.5.21',
  '3.5.35',
  '3.6.0',
  '3.6.4',
  '3.6.5',
  '3.6.8',
  '3.6.16',
  '3.7.0',
  '3.7.3',
];

export const minorOfEtcd = (release) => Number(release.split('.')[1]);

const sources = dirname(fileURLToPath(import.meta.url));
const goFiles = readdirSync(sources).filter((name) => name.endsWith('.go'));

/** The path of a release's program, built if it is missing or older than its sources. */
export function buildEtcd(release, log = () => {}) {
  const program = join(oracleDirectory(), `etcd-${release}`);
  const stamp = `${program}.built-from`;
  const origin = `${release} ${sourceHash()}\n`;
  if (existsSync(program) && existsSync(stamp) && readFileSync(stamp, 'utf8') === origin) return program;
  log(`building etcd ${release}`);
  mkdirSync(oracleDirectory(), { recursive: true });
  const directory = mkdtempSync(join(tmpdir(), 'spctl-etcd-'));
  try {
    writeModule(directory, release);
    const flags = ['-mod=mod', '-tags', sinceTags(release), '-ldflags', '-s -w', '-o', program];
    // Without C, as etcd's own releases are built: the program needs no library where it is started.
    execFileSync('go', ['build', ...flags, '.'], {
      cwd: directory,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, CGO_ENABLED: '0' },
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
  writeFileSync(stamp, origin);
  return program;
}

/** A module with a copy of etcd's own package etcdmain, to which the program's sources are added. */
function writeModule(directory, release) {
  const [module, version] = moduleOf(release);
  const download = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`]);
  const upstream = JSON.parse(download.toString()).Dir;
  const go = /^go .*$/m.exec(readFileSync(join(upstream, 'go.mod'), 'utf8'))[0];
  writeFileSync(join(directory, 'go.mod'), `module oracle\n${go}\nrequire ${module} ${version}\n`);
  mkdirSync(join(directory, 'etcdmain'));
  for (const name of readdirSync(join(upstream, 'etcdmain'))) {
    if (!name.endsWith('.go') || name.endsWith('_test.go')) continue;
    copyFileSync(join(upstream, 'etcdmain', name), join(directory, 'etcdmain', name));
    chmodSync(join(directory, 'etcdmain', name), 0o644);
  }
  for (const name of goFiles)
    copyFileSync(join(sources, name), join(directory, name === 'main.go' ? name : `etcdmain/spctl_${name}`));
}

/** 3.4 was published before etcd's modules had versions; this is the commit of v3.4.13. */
function moduleOf(release) {
  return release === '3.4.13'
    ? ['go.etcd.io/etcd', 'v0.5.0-alpha.5.0.20200910180754-dd1b699fc489']
    : ['go.etcd.io/etcd/server/v3', `v${release}`];
}

/** The sources say from which minor on they hold. */
function sinceTags(release) {
  return [35, 36, 37].filter((minor) => minor <= 30 + minorOfEtcd(release)).map((minor) => `since${minor}`).join(',');
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const name of [...goFiles].sort()) hash.update(readFileSync(join(sources, name)));
  return hash.digest('hex').slice(0, 16);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2);
  for (const release of named.length > 0 ? named : ETCD_RELEASES)
    console.log(buildEtcd(release, console.error));
}
