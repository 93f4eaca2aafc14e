// Starts real etcd servers and writes what becomes of each to fixtures/conformance/etcd.json:
//
//     node test/oracle/record/etcd.mjs [a part of a case's name]    with one, only prints
//
// Needs Linux with user namespaces (unshare), ip, chroot and openssl. Every start gets a network and a root of its
// own, in which a machine has the addresses 127.0.0.1, ::1 and 10.0.0.5.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildEtcd, minorOfEtcd } from '../etcd/build.mjs';
import { ETCD_CASES } from '../etcd/cases.mjs';
import { sameJson, writeRecording } from '../recordings.mjs';

/** One release a minor: the newest that kubeadm ran, else the newest. */
const RELEASES = ['3.4.13', '3.5.15', '3.6.5', '3.7.0'];
const AT_ONCE = 4;
const CAPNSLOG = { C: 'fatal', E: 'error' };
const PKI = '/etc/kubernetes/pki/etcd';

const SETUP = 'ip link set lo up && ip address add 10.0.0.5/32 dev lo && exec chroot "$0" /etcd "$@"';
const SERVES = /now serving peer\/client\/metrics|"ready to serve client requests"|serving (insecure )?client requests/;

const only = process.argv[2];
const cases = ETCD_CASES.filter(({ name }) => name.includes(only ?? ''));
const programs = RELEASES.map((release) => [minorOfEtcd(release), buildEtcd(release, console.error)]);
const work = mkdtempSync(join(tmpdir(), 'spctl-etcd-cases-'));

try {
  makeCertificates(join(work, 'pki'));
  const recorded = await mapAtOnce(cases, record);
  if (only === undefined) writeRecording('etcd.json', recorded);
  else for (const one of recorded) console.log(JSON.stringify(one, null, 1));
} finally {
  rmSync(work, { recursive: true });
}

async function record({ name, args, env, files, before }) {
  const ends = {};
  for (const [minor, program] of programs) {
    const root = mkdtempSync(join(work, 'root-'));
    makeRoot(root, program, files);
    if (before) await start(root, before, {});
    ends[`3.${minor}`] = await start(root, args, env ?? {});
    rmSync(root, { recursive: true });
  }
  return {
    name,
    ...shortened(args),
    ...(env && { env }),
    ...(files && { files }),
    ...(before && { initialized: true }),
    ends: joined(ends),
  };
}

/** A command line as what it lacks of the first case's, and what it has more. */
function shortened(args) {
  const usual = ETCD_CASES[0].args;
  if (args === usual) return { args };
  const less = usual.filter((word) => !args.includes(word));
  const more = args.filter((word) => !usual.includes(word));
  return { ...(less.length > 0 && { less }), ...(more.length > 0 && { more }) };
}

/** Minors in a row that end alike share it. */
function joined(ends) {
  const runs = [];
  for (const [minor, end] of Object.entries(ends)) {
    const last = runs.at(-1);
    if (last && sameJson(last.end, end)) last.to = minor;
    else runs.push({ from: minor, to: minor, end });
  }
  return Object.fromEntries(runs.map(({ from, to, end }) => [from === to ? from : `${from}-${to}`, end]));
}

function makeRoot(root, program, files = {}) {
  for (const path of ['/tmp', '/var/lib', PKI]) mkdirSync(join(root, path), { recursive: true });
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n10.0.0.5 cp-1.example.test\n');
  for (const file of ['ca.crt', 'server.crt', 'server.key', 'other.key'])
    copyFileSync(join(work, 'pki', file), join(root, PKI, file));
  copyFileSync(program, join(root, 'etcd'));
  for (const [path, content] of Object.entries(files)) {
    const at = join(root, path);
    if (path.endsWith('/')) {
      mkdirSync(at, { recursive: true, mode: content ? Number.parseInt(content, 8) : 0o700 });
    } else {
      mkdirSync(dirname(at), { recursive: true, mode: 0o700 });
      writeFileSync(at, content);
    }
  }
}

/** `runs`, or what it said last. */
function start(root, args, env) {
  return new Promise((resolve) => {
    const child = spawn('unshare', ['-rn', '--kill-child', 'sh', '-c', SETUP, root, ...args], {
      env: { PATH: process.env.PATH, ...env },
    });
    let output = '';
    let runs = false;
    let patience;
    const stop = () => {
      runs = true;
      child.kill('SIGKILL');
    };
    const timeout = setTimeout(stop, 20_000);
    const hear = (chunk) => {
      output += chunk;
      // What fails when it is served fails a moment later.
      if (!patience && SERVES.test(output)) patience = setTimeout(stop, 1500);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => {
      clearTimeout(timeout);
      clearTimeout(patience);
      resolve(runs ? 'runs' : lastWord(output, code));
    });
  });
}

/** Of flag's own error, which comes with exit code 2, the first line; else what the log says last. */
function lastWord(output, code) {
  const lines = output.trimEnd().split('\n');
  if (code === 2) return lines.find((line) => !/^\{|^\S+ \S+ [A-Z] \| |^\[WARNING\]/.test(line));
  const logged = lines.flatMap((line) => readLog(line) ?? []);
  const level = ['panic', 'fatal', 'error'].find((one) => logged.some((entry) => entry.level === one));
  const last = logged.findLast((entry) => (level === undefined ? entry.error : entry.level === level));
  return last ? [last.msg, last.error].filter(Boolean).join(': ') : lines.at(-1);
}

/** A line of zap, or of capnslog, which 3.4 writes; undefined for another. */
function readLog(line) {
  const [, letter, msg] = /^\S+ \S+ ([A-Z]) \| (.*)/.exec(line) ?? [];
  if (letter !== undefined) return { level: CAPNSLOG[letter] ?? 'info', msg };
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function makeCertificates(directory) {
  mkdirSync(directory);
  const openssl = (...args) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=etcd-ca');
  openssl('req', ...key.slice(0, -2), '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=cp-1');
  writeFileSync(
    join(directory, 'ext'),
    'subjectAltName=DNS:localhost,DNS:cp-1,IP:127.0.0.1,IP:10.0.0.5\nextendedKeyUsage=serverAuth,clientAuth\n',
  );
  const sign = ['-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
  openssl('x509', ...sign, '-days', '2', '-extfile', 'ext', '-out', 'server.crt');
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-out', 'other.key');
}

async function mapAtOnce(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
