// Long-running programs of the oracle, one a minor: requests go in as lines, answers come out as lines, in order.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { buildOracle } from './build.mjs';

/**
 * The oracle of a minor for `manifests`, `json` or `urls`. `ask` takes requests and promises their answers;
 * `end` lets the program go.
 */
export function startOracle(minor, command, log) {
  const child = spawn(buildOracle(minor, log), [command], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    const { answers, count, resolve } = waiting[0];
    if (answers.push(JSON.parse(line)) === count) {
      waiting.shift();
      resolve(answers);
    }
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting)
      reject(new Error(`the oracle of 1.${minor} ended with exit code ${code}`));
  });
  return {
    ask(requests) {
      if (requests.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        waiting.push({ answers: [], count: requests.length, resolve, reject });
        child.stdin.write(requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
      });
    },
    end: () => child.stdin.end(),
  };
}

/** A manifest as a request: `text`, or `b64` where it is no Unicode. */
export function requestOf({ text, b64, node = 'node01', gates = '' }) {
  return { ...(text === undefined ? { b64 } : { text }), node, gates };
}
