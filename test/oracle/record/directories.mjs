// directories.json: what the newest kubelet's file source makes of a path.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOracle } from '../build.mjs';
import { readRecording, writeRecording } from '../recordings.mjs';
import { newChanges } from './changes.mjs';
import { makeFiles } from './files.mjs';
import { inParallel, logLines, runToEnd } from './start.mjs';

/** Errors and log lines are cut here. */
const LONGEST_ERROR = 200;
const LONGEST_LINE = 300;

export async function recordDirectories(minors, log) {
  const name = 'directories.json';
  const newest = minors.all.at(-1);
  const program = buildOracle(newest, log);
  const changes = newChanges(name);
  const cases = readRecording(name);
  const after = await inParallel(cases, minors.width, async (one) => {
    const result = await listed(program, one);
    changes.compare(one.id, newest, one.result, result);
    return { ...one, result };
  });
  writeRecording(name, after);
  return changes;
}

async function listed(program, { files, path, node }) {
  const root = mkdtempSync(join(tmpdir(), 'spctl-directory-'));
  try {
    makeFiles(root, files);
    const { stdout, stderr } = await runToEnd(program, ['directory', join(root, path), node]);
    const { kind, error, read, runs } = JSON.parse(stdout.replaceAll(`${root}/`, ''));
    const lines = logLines(stderr.replaceAll(`${root}/`, '').replaceAll(/scheme\.go:\d+/g, 'scheme.go:N'));
    return {
      kind,
      error: error.slice(0, LONGEST_ERROR),
      read: read.map(pod),
      runs: runs.map(pod),
      log: lines.map((line) => line.slice('E '.length).slice(0, LONGEST_LINE)),
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The label `src` says which file it is from. */
const pod = ({ key, labels }) => ({ key, src: labels.src });
