// npm run test:oracle: manifests at random, judged here and by the kubelets' own code. Every difference is
// printed, shrunk to a small manifest that shows it.
//
//     npm run test:oracle -- [--count 20000] [--minors 1.28,1.34,1.37] [--seed 1] [--gates 0.3]
//
// --count: manifests, each judged for every minor. --gates: the part of them that is judged with feature gates set.
// Go's order of maps makes the kubelet itself answer now so, now so: then errors are compared as sets, and the
// number of such answers is printed with the names of their fields.
import { parseArgs } from 'node:util';
import { requestOf, startOracle } from '../test/oracle/ask.mjs';
import { OracleMissing } from '../test/oracle/build.mjs';
import { comparable, isChance, isSame, signatureOf, verdictOf } from '../test/oracle/fuzz/compare.mjs';
import { newMutator } from '../test/oracle/fuzz/mutate.mjs';
import { newRandom } from '../test/oracle/fuzz/random.mjs';
import { shrink } from '../test/oracle/fuzz/shrink.mjs';
import { treeOf } from '../test/oracle/fuzz/tree.mjs';
import { garble, write } from '../test/oracle/fuzz/write.mjs';
import { readRecording } from '../test/oracle/recordings.mjs';
import { MINORS } from '../test/oracle/releases.mjs';
import { loadSource } from './load-source.mjs';

const BATCH = 400;
/** Longer recorded manifests are about their length. */
const LONGEST = 20_000;
/** Stages before a pod is validated. */
const EARLY = new Set(['yaml', 'missingkind', 'missingversion', 'unregistered', 'decode', 'notpod']);
const NODES = [
  'node01',
  'node01',
  'node01',
  'Node-A',
  'host_1',
  'n',
  '10.0.0.1',
  'a.b.example',
  'n'.repeat(63),
];

/** Gates that validation may ask. */
const RELEVANT =
  /Pod|Container|Restart|Relax|DNS|Sleep|Env|User|SELinux|Taint|Toler|MatchLabel|IP|Volume|AppArmor|Sidecar|Resiz|Image|Static|Probe|GRPC|Stop|Lifecycle|Claim|Resource|Recursive|Mount|Hostname|Topology|Sched|Sysctl|Windows|Trust|Certificate|Group|Affinity|Node|Service/;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    minors: { type: 'string', default: MINORS.map((minor) => `1.${minor}`).join() },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    gates: { type: 'string', default: '0.3' },
  },
});
const count = Number(values.count);
const minors = values.minors.split(',').map((version) => Number(version.split('.')[1]));
const random = newRandom(Number(values.seed));

const { decodeManifest, gatesOf, judgeDocument, parseDocument } = await loadSource({
  'src/manifest/decode/decode-manifest.ts': ['decodeManifest'],
  'src/manifest/judge-manifest.ts': ['judgeDocument'],
  'src/versions/gates.ts': ['gatesOf'],
  'src/yaml/parse-document.ts': ['parseDocument'],
});
const parse = (text) => parseDocument(new TextEncoder().encode(text), '/fuzz.yaml');

/** Differences by signature: the first of each, and how many there are. */
const differences = new Map();
const chances = new Map();
const counts = new Map(minors.map((minor) => [minor, { compared: 0, byStage: {} }]));
let oracles = new Map();

try {
  oracles = new Map(minors.map((minor) => [minor, startOracle(minor, 'manifests', console.error)]));
  console.log(`seed ${values.seed}, ${count} manifests, ${minors.map((minor) => `1.${minor}`).join(' ')}`);
  await run();
  await report();
} catch (error) {
  if (!(error instanceof OracleMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const oracle of oracles.values()) oracle.end();
}

async function run() {
  const recorded = readRecording('pods.jsonl.gz').filter(({ text }) => text !== undefined);
  const texts = recorded.map(({ text }) => text);
  // Few of those that do not even decode: nothing comes of changing them further.
  const pods = recorded.flatMap(({ text, verdicts }) => {
    const { root } = parse(text);
    const decodes = Object.values(verdicts).some(({ stage }) => !EARLY.has(stage));
    const useful = root?.kind === 'object' && text.length < LONGEST && (decodes || random.chance(0.02));
    return useful ? [treeOf(root)] : [];
  });
  const mutator = newMutator(random, pods);
  const next = () =>
    random.chance(0.08)
      ? garble(random.pick(texts), random)
      : random.chance(0.05)
        ? garble(write(mutator.pod(), random), random)
        : write(mutator.pod(), random);

  const start = performance.now();
  for (let done = 0; done < count; ) {
    const batch = Array.from({ length: Math.min(BATCH, count - done) }, next);
    await compare(batch);
    done += batch.length;
    if (process.stderr.isTTY || done % 20_000 === 0)
      process.stderr.write(
        `${done} manifests, ${differences.size} differences, ${Math.round((done * minors.length) / ((performance.now() - start) / 1000))} verdicts a second\n`,
      );
  }
}

async function compare(texts) {
  const node = random.pick(NODES);
  const asked = minors.map((minor) => {
    const gates = random.chance(Number(values.gates)) ? chooseGates(minor) : '';
    const answers = oracles.get(minor).ask(texts.map((text) => requestOf({ text, node, gates })));
    return { minor, gates, answers, facts: factsOf(minor, node, gates) };
  });
  const documents = texts.map(parse);
  for (const { minor, gates, answers, facts } of asked) {
    const ours = documents.map((document) => judge(document, facts));
    const theirs = await answers;
    for (const [i, text] of texts.entries()) {
      // Gates that can't be set together are no question.
      if (theirs[i].stage === 'gates') continue;
      await note({ text, minor, gates, node }, ours[i], comparable(theirs[i]));
    }
  }
}

function judge(document, facts) {
  const judgement = judgeDocument(document, facts);
  const error = judgement.stage === 'decode' ? decodeManifest(document, facts.version).message : undefined;
  return verdictOf(judgement, error);
}

async function note(one, ours, theirs) {
  const tally = counts.get(one.minor);
  tally.compared++;
  tally.byStage[theirs.stage] = (tally.byStage[theirs.stage] ?? 0) + 1;
  if (isSame(ours, theirs)) return;
  const signature = signatureOf(ours, theirs);
  const known = differences.get(signature);
  if (await isChance(oracles.get(one.minor), requestOf(one), ours)) {
    chances.set(signature, (chances.get(signature) ?? 0) + 1);
  } else if (known) {
    known.times++;
    known.minors.add(one.minor);
  } else differences.set(signature, { ...one, signature, times: 1, minors: new Set([one.minor]) });
}

/** A few gates, most of them such as pods' validation may look at. */
function chooseGates(minor) {
  const gates = [...gatesOf(minor).values()].filter(({ locked }) => !locked);
  const chosen = new Map();
  for (let left = 1 + random.few(4); left > 0; left--) {
    const { name } = random.pick(
      random.chance(0.8) ? gates.filter((gate) => RELEVANT.test(gate.name)) : gates,
    );
    chosen.set(name, random.chance(0.5));
  }
  if (random.chance(0.1)) chosen.set(random.pick(['AllAlpha', 'AllBeta']), random.chance(0.5));
  return [...chosen].map(([name, value]) => `${name}=${value}`).join();
}

function factsOf(version, nodeName, gates) {
  const set = gates
    .split(',')
    .filter(Boolean)
    .map((gate) => gate.split('='));
  return { version, nodeName, gates: new Map(set.map(([name, value]) => [name, value === 'true'])) };
}

async function report() {
  for (const one of differences.values()) await print(one);
  for (const [minor, { compared, byStage }] of counts) {
    const stages = Object.entries(byStage).sort(([, a], [, b]) => b - a);
    console.log(
      `1.${minor}: ${compared} compared (${stages.map(([stage, number]) => `${stage} ${number}`).join(', ')})`,
    );
  }
  const total = [...chances.values()].reduce((sum, number) => sum + number, 0);
  console.log(`in another order by Go's chance: ${total}`);
  for (const [signature, number] of [...chances].sort(([, a], [, b]) => b - a).slice(0, 20))
    console.log(`  ${number} × ${signature}`);
  console.log(`differences: ${differences.size}`);
  if (differences.size > 0) process.exitCode = 1;
}

async function print({ text, minor, gates, node, signature, times, minors: seen }) {
  const oracle = oracles.get(minor);
  const requests = (texts) => texts.map((one) => requestOf({ text: one, gates, node }));
  const facts = factsOf(minor, node, gates);
  const small = await shrink(text, parse, async (texts) => {
    const answers = await oracle.ask(requests(texts));
    const ours = texts.map((one) => judge(parse(one), facts));
    const holds = ours.map((one, i) => signatureOf(one, comparable(answers[i])) === signature);
    // Of many that hold the first is taken: it must be no chance.
    for (const [i, request] of requests(texts).entries()) {
      if (!holds[i]) continue;
      holds[i] = !(await isChance(oracle, request, ours[i]));
      if (holds[i]) break;
    }
    return holds;
  });
  const [answer] = await oracle.ask(requests([small]));
  const where = [...seen].map((one) => `1.${one}`).join(' ');
  console.log(`--- ${signature}`);
  console.log(`${times} times in ${where}; shown for 1.${minor} on ${node}${gates && ` with ${gates}`}`);
  console.log(small);
  console.log(`  here:    ${JSON.stringify(judge(parse(small), facts))}`);
  console.log(
    `  kubelet: ${JSON.stringify(comparable(answer))}${answer.error ? ` ${answer.error.slice(0, 300)}` : ''}`,
  );
}
