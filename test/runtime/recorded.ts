import { readFileSync } from 'node:fs';

/** What a real containerd 1.6.20 answered, by method and the ID asked for: the bytes of its messages. */
export const recordedCri = new Map(
  Object.entries(read('containerd-1.6.json') as Record<string, string>).map(([call, base64]) => [
    call,
    Buffer.from(base64, 'base64'),
  ]),
);

/** What crictl printed of the same containers at the same time. */
export const recordedCrictl = read('crictl.json') as {
  readonly pods: unknown;
  readonly 'ps --all': unknown;
  readonly inspect: readonly unknown[];
};

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/runtime/${name}`, import.meta.url), 'utf8'));
}
