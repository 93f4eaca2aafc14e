// npm run bench:validator: the pod validation alone, in one thread. Pods are decoded and defaulted beforehand.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from './load-source.mjs';

const LEAST_PODS_A_SECOND = 100_000;
const SECONDS = Number(process.argv[2] ?? 3);
const FACTS = { version: 37, gates: new Map(), nodeName: 'node01' };

const source = await loadSource({
  'src/manifest/decode/decode-manifest.ts': ['decodeManifest'],
  'src/manifest/judge-manifest.ts': ['judgeManifest'],
  'src/manifest/pod/defaults.ts': ['setPodDefaults'],
  'src/manifest/pod/naming.ts': ['applyFileDefaults'],
  'src/manifest/pod/options.ts': ['podDefaultingOptions', 'podValidationOptions'],
  'src/manifest/pod/validation/validate-pod.ts': ['validatePodCreate'],
  'src/versions/feature-gates.ts': ['defaultFeatureGates'],
  'src/yaml/parse-document.ts': ['parseDocument'],
});

benchValid();
benchFindings();

/** The four pods of a kubeadm control plane, over and over. */
function benchValid() {
  const gates = source.defaultFeatureGates(FACTS.version);
  const options = source.podValidationOptions(gates);
  const directory = 'fixtures/conformance/kubeadm/1.37-default/etc/kubernetes/manifests';
  const pods = readdirSync(directory).map((name) => {
    const document = source.parseDocument(readFileSync(join(directory, name)), name);
    const { pod } = source.decodeManifest(document, FACTS.version);
    source.setPodDefaults(pod, source.podDefaultingOptions(gates));
    source.applyFileDefaults(pod, FACTS.nodeName);
    return pod;
  });
  let findings = 0;
  const validateFor = (seconds) => {
    const end = performance.now() + seconds * 1000;
    let validated = 0;
    while (performance.now() < end) {
      for (let round = 0; round < 100; round++) {
        for (const pod of pods) findings += source.validatePodCreate(pod, FACTS.version, options).length;
      }
      validated += 100 * pods.length;
    }
    return validated / seconds;
  };
  validateFor(0.5);
  const rate = Math.round(validateFor(SECONDS));
  if (findings > 0) throw new Error(`${findings} findings on sound pods`);
  console.log(
    `pods of a control plane validated a second: ${rate.toLocaleString('en')} (at least ${LEAST_PODS_A_SECOND.toLocaleString('en')})`,
  );
  if (rate < LEAST_PODS_A_SECOND) process.exitCode = 1;
}

/** Pods with more and more broken containers, judged from bytes to diagnostics: both ratios should stay as they are. */
function benchFindings() {
  for (const count of [1000, 10_000, 10_000, 40_000]) {
    const containers = Array.from({ length: count }, (_, i) => ({ name: `C_${i}`, wrong: i }));
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } };
    const bytes = new TextEncoder().encode(JSON.stringify(pod));
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const start = performance.now();
    const judgement = source.judgeManifest({ path: 'pod.json', bytes }, FACTS);
    const time = performance.now() - start;
    globalThis.gc?.();
    const memory = process.memoryUsage().heapUsed - before;
    const each = judgement.diagnostics.length;
    console.log(
      `${count} broken containers: ${each} findings, ${time.toFixed(0)} ms, ${((time / each) * 1000).toFixed(1)} µs and ${(memory / each).toFixed(0)} bytes each`,
    );
  }
}
