import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/bytes/text.ts';
import {
  type DirectoryReport,
  type FileReport,
  judgeDirectory,
} from '../../src/directory/judge-directory.ts';
import type { Host } from '../../src/node/host/host.ts';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { NEWEST_MINOR } from '../../src/versions/minor.ts';

interface Pod {
  readonly key: string;
  readonly src: string;
}

interface Case {
  readonly id: string;
  readonly files: Readonly<Record<string, FileSpec>>;
  readonly path: string;
  readonly node: string;
  readonly result: {
    readonly kind: string;
    readonly error: string;
    readonly read: readonly Pod[];
    readonly runs: readonly Pod[];
  };
}

const cases: readonly Case[] = JSON.parse(readFileSync('fixtures/conformance/directories.json', 'utf8'));
const KINDS: Readonly<Record<string, string>> = { dir: 'directory', error: 'other' };

describe('a static pod path is listed as the recorded kubelet listed it', () => {
  test.each(cases)('$id: $path', ({ files, path, node, result }) => {
    const facts = { version: NEWEST_MINOR, gates: new Map(), nodeName: node };
    const host = memoryHost(files);
    const report = judgeDirectory(host, `/${path}`, facts);
    const podOf = (file: FileReport) => podIn(host, file);
    const decoded = report.files.filter(({ stage }) => stage === 'ok');
    const running = decoded.filter(({ verdict }) => verdict === 'runs');
    expect(report.kind).toBe(KINDS[result.kind] ?? result.kind);
    expect(failed(report)).toBe(result.error !== '');
    expect(decoded.map(podOf)).toEqual(result.read);
    // The record is in the order in which a namespace/name came up first.
    expect(running.map(podOf).sort(byKey)).toEqual([...result.runs].sort(byKey));
  });
});

/** The kubelet's own error is about the whole directory, or about the one file that is the source. */
function failed(report: DirectoryReport): boolean {
  const [only] = report.files;
  return report.kind === 'file'
    ? only?.verdict !== 'runs'
    : report.error !== null && report.kind === 'directory';
}

/** The key, and the label by which the record tells the file. */
function podIn(host: Host, { path, judgement }: FileReport): Pod {
  const { namespace, name } = judgement!.pod!;
  const content = host.readFile(path);
  const label = /"?src"?: "((?:[^"\\]|\\.)*)"/.exec(content.ok ? decode(content.value) : '')![1];
  return { key: `${namespace}/${name}`, src: JSON.parse(`"${label}"`) };
}

function byKey(a: Pod, b: Pod): number {
  return a.key < b.key ? -1 : 1;
}
