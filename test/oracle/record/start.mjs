import { spawn } from 'node:child_process';

/** A program run to its end: what it printed, and how it ended. `options` are those of spawn. */
export function runToEnd(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        out[stream] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...out, code }));
  });
}

/** Does something for each item, some of them at a time; the answers are in the items' order. */
export async function inParallel(items, width, handle) {
  const answers = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      answers[i] = await handle(items[i], i);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return answers;
}

/** klog's lines without time, process and place: `W message`. */
export function logLines(stderr) {
  const lines = stderr.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.replace(/^([IWEF])\d{4} [\d:.]+ +\d+ [^\]]*\] /, '$1 '));
}
