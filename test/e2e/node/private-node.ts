import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CERTIFICATES, writeCertificates } from '../build/certificates.ts';
import { kubernetesProgram, ownProgram } from '../build/go.ts';
import { podImage } from '../build/image.ts';
import { kubeletOf, type NodeKubelet } from './kubelet.ts';
import { makeNamespaces, type Ran } from './namespaces.ts';
import { synchronize } from './synchronize.ts';
import { until } from './until.ts';

/** What the node's first process is: one that only waits, or systemd with kubelet and containerd as its services. */
export type Mode = 'plain' | 'systemd';

/** A node of its own on this machine: containerd, a kubelet, one static pod; an API server where one was started. */
export interface PrivateNode {
  readonly mode: Mode;
  readonly minor: string;
  readonly kubelet: NodeKubelet;
  run(...command: readonly string[]): Ran;
  /** Starts a program that goes on, its output into a file of the node. */
  start(output: string, ...command: readonly string[]): void;
  /** Runs a line of shell, which must succeed. */
  shell(line: string): string;
  read(path: string): string;
  /** Writes a file in the way of editors: it appears with all its content. */
  write(path: string, content: string): void;
  edit(path: string, from: string | RegExp, to: string): void;
  /** The kubelet says that it is well, and the static pod answers. */
  isHealthy(): boolean;
  /** Makes the node as it was at first, with a kubelet that was started so. */
  restore(): Promise<void>;
}

const FILES = resolve('test/e2e/node/files');
/** What people edit; the other files are the programs' own. */
const EDITED = ['/etc/kubernetes', '/etc/default', '/etc/containerd', '/etc/systemd'];
const EDITED_FILES = ['/var/lib/kubelet/config.yaml', '/var/lib/kubelet/kubeadm-flags.env'];
const ANSWER = `for port in 10248 8081; do
  exec 3<>/dev/tcp/127.0.0.1/$port && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ^ok <&3 || exit 1
done`;

/**
 * Makes a node whose state is kept in a directory, and waits until its static pod runs. `before` is done to it before
 * the kubelet's first start.
 */
export async function startNode(
  state: string,
  mode: Mode,
  minor: string,
  before?: (node: PrivateNode) => Promise<void>,
): Promise<PrivateNode> {
  writeFiles(join(state, 'fs'), mode);
  const node = await makeNamespaces(state, {
    name: 'node01',
    mode,
    kubelet: kubernetesProgram('kubelet', minor),
    reaper: ownProgram('pod'),
  });
  const { root, run } = node;
  const shell = (line: string) => {
    const { status, stdout, stderr } = run('bash', '-c', line);
    if (status !== 0) throw new Error(`"${line}" ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  };
  const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
  const write = (path: string, content: string) => {
    const temporary = join(root, dirname(path), '.being-written');
    mkdirSync(dirname(temporary), { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, `${root}${path}`);
  };
  const isHealthy = () => run('bash', '-c', ANSWER).status === 0;
  const kubelet = kubeletOf(mode, node);

  if (mode === 'systemd') {
    await until('systemd is up', 20, () => run('systemctl', 'is-system-running').stdout === 'running\n');
    shell('systemctl enable --now containerd && systemctl enable kubelet');
  } else node.start('/var/log/containerd.log', 'containerd');
  await until('containerd is up', 20, () => run('ctr', 'version').status === 0);
  shell(`ctr -n k8s.io images import '${podImage()}'`);
  const first = join(state, 'first');
  const made: PrivateNode = {
    mode,
    minor,
    kubelet,
    run,
    start: node.start,
    shell,
    read,
    write,
    edit: (path, from, to) => {
      const text = read(path);
      if (text.search(from) < 0) throw new Error(`${path} has no ${from}`);
      write(path, text.replace(from, to));
    },
    isHealthy,
    restore: async () => {
      for (const path of EDITED) synchronize(join(first, path), `${root}${path}`);
      for (const path of EDITED_FILES) write(path, readFileSync(join(first, path), 'utf8'));
      if (mode === 'systemd') shell('systemctl daemon-reload');
      kubelet.restart();
      await until('the node is healthy again', 30, isHealthy);
    },
  };
  await before?.(made);
  kubelet.start();
  await until('the static pod runs', 30, isHealthy);

  for (const path of EDITED) synchronize(`${root}${path}`, join(first, path));
  for (const path of EDITED_FILES) cpSync(`${root}${path}`, join(first, path));
  return made;
}

/** The files that an administrator and kubeadm would have written. */
function writeFiles(directory: string, mode: Mode): void {
  cpSync(FILES, directory, { recursive: true });
  const pki = join(directory, 'etc/kubernetes/pki');
  mkdirSync(pki);
  writeCertificates(pki, CERTIFICATES);
  if (mode === 'plain') return;
  replace(join(directory, 'etc/containerd/config.toml'), 'SystemdCgroup = false', 'SystemdCgroup = true');
  replace(join(directory, 'var/lib/kubelet/config.yaml'), 'cgroupDriver: cgroupfs', 'cgroupDriver: systemd');
}

function replace(path: string, from: string, to: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}
