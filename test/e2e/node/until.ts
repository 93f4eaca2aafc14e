import { setTimeout } from 'node:timers/promises';

/** Waits until a question is answered with something true, and gives the answer. */
export async function until<T>(what: string, seconds: number, ask: () => T): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await setTimeout(50);
  }
}
