// config.jsonl.gz and kubelet-defaults.json: starts of each minor's kubelet, from argv to the validated
// configuration.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOracle } from '../build.mjs';
import { byMinor, byRange, readRecording, sameJson, writeDefaults, writeRecording } from '../recordings.mjs';
import { newChanges } from './changes.mjs';
import { giveTo, makeFiles } from './files.mjs';
import { inParallel, logLines, runToEnd } from './start.mjs';

/** Errors are cut here. */
const LONGEST_ERROR = 300;
/** What is logged with --v=1 and more only. */
const VERBOSE = /^I ("Updated" featureGates=|feature gates: &?\{)/;
/** What most deprecated flags say. */
const DEPRECATION =
  "This parameter should be set via the config file specified by the Kubelet's --config flag. See https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/ for more information.";

export async function recordConfig(minors, log) {
  const name = 'config.jsonl.gz';
  const changes = newChanges(name);
  const cases = readRecording(name);
  const recorded = cases.map(({ verdicts }) => byMinor(verdicts));
  const after = cases.map(
    (_, i) =>
      new Map([...recorded[i]].filter(([minor]) => !minors.asked.includes(minor) && minors.kept(minor))),
  );
  const defaults = readRecording('kubelet-defaults.json');
  for (const minor of minors.asked) {
    const program = buildOracle(minor, log);
    const without = await start(program, { args: [], files: {}, env: {} });
    defaults[`1.${minor}`] = without.config;
    const answers = await inParallel(cases, minors.width, (one) => start(program, one));
    for (const [i, answer] of answers.entries()) {
      const ended = answer?.stage === 'exit' ? answer : answer && toDefaults(answer, without);
      const verdict = ended ?? recorded[i].get(minor);
      changes.compare(cases[i].id, minor, recorded[i].get(minor), verdict, after[i].get(minor - 1));
      if (verdict) after[i].set(minor, verdict);
    }
    log(`1.${minor}: ${cases.length} starts`);
  }
  const left = Object.entries(defaults).filter(([version]) => minors.kept(Number(version.split('.')[1])));
  writeDefaults(Object.fromEntries(left));
  writeRecording(
    name,
    cases.map(({ verdicts: _, ...one }, i) => ({ ...one, verdicts: byRange(after[i]) })),
  );
  return changes;
}

/** One start in a directory of its own; undefined where another user is needed and this one may not become it. */
async function start(program, { args, files, env, cwd = '', uid }) {
  if (uid !== undefined && process.getuid() !== 0) return undefined;
  const above = mkdtempSync(join(tmpdir(), 'spctl-start-'));
  const root = join(above, 'case');
  const place = (text) => text.replaceAll('@ROOT@', root);
  try {
    makeFiles(root, files, place);
    if (uid !== undefined) giveTo(uid, above, root);
    // The other user may not come to where the programs are kept.
    const here = uid === undefined ? program : copied(program, above);
    const environment = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, place(value)]));
    const { stdout, stderr, code } = await runToEnd(here, ['config', ...args.map(place)], {
      cwd: join(root, cwd),
      env: environment,
      ...(uid !== undefined && { uid, gid: uid }),
    });
    const nameless = (text) =>
      withoutChance(
        text.replaceAll(root, '@ROOT@').replaceAll(above, '@ABOVE@').replaceAll(DEPRECATION, '@DEP@'),
      );
    return code === 0 && stdout !== ''
      ? answered(nameless(stdout), nameless(stderr))
      : ended(code, nameless(stdout), nameless(stderr));
  } finally {
    rmSync(above, { recursive: true });
  }
}

function copied(program, directory) {
  const copy = join(directory, 'kubelet');
  copyFileSync(program, copy);
  return copy;
}

function answered(stdout, stderr) {
  const { error, ...answer } = JSON.parse(stdout);
  return { ...answer, error: error?.slice(0, LONGEST_ERROR), log: inOrder(logLines(stderr)) };
}

/** The process ended by itself: a panic, or pflag. */
function ended(rc, stdout, stderr) {
  const panic = /^panic: .*/m.exec(stderr)?.[0];
  return {
    stage: 'exit',
    rc,
    ...(stdout && { stdout }),
    ...(panic && { stderr: panic.slice(0, LONGEST_ERROR) }),
  };
}

/** What differs from a start without arguments: members of the configuration, those that have gone, and flags. */
function toDefaults({ stage, error, fields, config, flags, log }, without) {
  return {
    stage,
    ...(error && { error }),
    ...(fields?.length > 1 && { fields }),
    ...(config && atLeastOne('config', differing(config, without.config))),
    ...(config &&
      atLeastOne(
        'unset',
        Object.keys(without.config)
          .filter((key) => !(key in config))
          .sort(),
      )),
    ...(config && atLeastOne('flags', differing(flags, without.flags))),
    ...(log.length > 0 && { log }),
  };
}

function differing(members, others) {
  return Object.fromEntries(Object.entries(members).filter(([key, value]) => !sameJson(value, others[key])));
}

function atLeastOne(name, members) {
  return Object.keys(members).length > 0 && { [name]: members };
}

/** Names of schemes are places in the source; unmet dependencies of gates come in any order. */
function withoutChance(text) {
  return text
    .replaceAll(/in scheme (\\*")[^"\\]*\1/g, 'in scheme $1@$1')
    .replaceAll(
      /\[((?:\w+ is enabled, but depends on features that are disabled: \[[^\]]*\](?:, )?)+)\]/g,
      (_, list) => {
        const unmet = list.match(/\w+ is enabled[^\]]*\]/g);
        return `[${unmet.sort().join(', ')}]`;
      },
    );
}

/** Gates are announced in the order of a map: runs of such lines are sorted. */
function inOrder(lines) {
  const isGate = (line) => /feature gate/i.test(line);
  const out = lines.filter((line) => !VERBOSE.test(line));
  for (let i = 0; i < out.length; i++) {
    let end = i;
    while (end < out.length && isGate(out[end])) end++;
    if (end > i + 1) out.splice(i, end - i, ...out.slice(i, end).sort());
    i = end;
  }
  return out;
}
