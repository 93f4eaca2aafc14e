import type { Host } from '../../../src/node/host/host.ts';
import { type FileSpec, memoryHost } from '../../../src/node/host/memory-host.ts';

/** One recorded case: a tree, and what a real systemd made of it. */
export interface RecordedCase {
  readonly name: string;
  readonly unit: string;
  readonly files: Readonly<Record<string, RecordedFile>>;
  readonly options?: {
    readonly real?: readonly string[];
    readonly exe?: readonly string[];
    readonly noexe?: boolean;
  };
  readonly expected: RecordedStart;
  /** By version, where another one answered differently. */
  readonly differsIn?: Readonly<Record<string, RecordedStart>>;
}

type RecordedFile =
  | string
  | { readonly text: string; readonly mode?: string }
  | { readonly base64: string; readonly mode?: string }
  | { readonly link: string }
  | { readonly dir: true };

/** What was recorded of a start; bytes that are not UTF-8 stand as `{ latin1 }`. */
export interface RecordedStart {
  readonly started: boolean;
  readonly argv: readonly RecordedText[] | null;
  readonly exe: RecordedText | null;
  readonly env: Readonly<Record<string, RecordedText>> | null;
}
type RecordedText = string | { readonly latin1: string };

/** A program as the recorder was one. */
const PROGRAM = { text: '\x7fELF', mode: 0o755 };

/** What the machine had on which the cases were recorded, as far as units can ask about it. */
const MACHINE: Readonly<Record<string, FileSpec>> = {
  'etc/hostname': 'oraclehost\n',
  'etc/machine-id': '0123456789abcdef0123456789abcdef\n',
  'etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\nkube:x:1000:1000:kube:/home/kube:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  'etc/group': 'root:x:0:\nkube:x:1000:\nnogroup:x:65534:\n',
  'etc/os-release': 'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  'proc/1/environ':
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\0container=sdoracle\0SYSTEMD_LOG_TARGET=journal\0',
  'var/lib/kubelet': { dir: true },
  bin: { link: 'usr/bin' },
  sbin: { link: 'usr/sbin' },
  'usr/bin': { dir: true },
  'usr/sbin': { dir: true },
  root: { dir: true },
  home: { dir: true },
};

/** The tree of a case. With `noexe` and `exe` nothing else exists, as on a live machine. */
export function recordedHost({ files, options = {} }: RecordedCase): Host {
  const machine = Object.entries(MACHINE).filter(
    ([path]) => !Object.keys(files).some((file) => file === path || file.startsWith(`${path}/`)),
  );
  const tree: Record<string, FileSpec> = Object.fromEntries(machine);
  for (const [path, file] of Object.entries(files)) tree[path] = specOf(file);
  for (const path of options.exe ?? []) tree[path] = PROGRAM;
  return memoryHost(tree, { live: options.noexe === true || options.exe !== undefined });
}

function specOf(file: RecordedFile): FileSpec {
  if (typeof file === 'string' || 'link' in file || 'dir' in file) return file;
  const { mode, ...content } = file;
  return { ...content, ...(mode !== undefined && { mode: Number.parseInt(mode, 8) }) };
}
