import { fstatSync, readSync, writeSync } from 'node:fs';
import { EXIT } from '../answers/header.ts';

/*
 * Standard output and error by their descriptors: the first use of process.stdout loads Node.js' streams, which
 * costs a fifth of a bare start.
 */

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;

/** Whether a standard stream is a terminal. Only a character device can be one. */
export function isTerminal(stream: 'stdout' | 'stderr'): boolean {
  try {
    return (
      fstatSync(stream === 'stdout' ? STDOUT : STDERR).isCharacterDevice() && process[stream].isTTY === true
    );
  } catch {
    return false;
  }
}

/** Writes the answer. A reader that has gone is no failure; a full disk is one. */
export function writeOut(text: string | Uint8Array): void {
  takeBackLine();
  try {
    writeAll(STDOUT, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return;
    throw new Error(`can't write to standard output: ${message}`);
  }
}

/** Writes to standard error, as far as there is one. */
export function writeErr(text: string): void {
  takeBackLine();
  try {
    writeAll(STDERR, text);
  } catch {
    process.exitCode ??= EXIT.couldNotLook;
  }
}

/** Whether a line stands on the terminal that is not to stay. */
let lineStands = false;

/** Shows a line on the terminal at standard error, in place of the last such; whatever is written next takes it back. */
export function showLine(line: string): void {
  if (!lineStands) process.once('exit', takeBackLine);
  lineStands = true;
  eraseAndWrite(line);
}

function takeBackLine(): void {
  if (!lineStands) return;
  lineStands = false;
  process.removeListener('exit', takeBackLine);
  eraseAndWrite('');
}

function eraseAndWrite(line: string): void {
  try {
    writeAll(STDERR, `\r\u001b[K${line}`);
  } catch {
    // It was only for whoever waits.
  }
}

/** Standard input to its end, or as far as tells that it has more than `limit` bytes. */
export function readIn(limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  const room = new Uint8Array(64 * 1024);
  for (let size = 0; size <= limit; ) {
    const read = patiently(() => readSync(STDIN, room));
    if (read === 0) break;
    // What comes byte by byte must not take room for more.
    chunks.push(room.slice(0, read));
    size += read;
  }
  return Buffer.concat(chunks);
}

function writeAll(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(descriptor, bytes, at));
}

/** A pipe that somebody made non-blocking has nothing yet, or no room: wait for who is at its other end. */
function patiently(transfer: () => number): number {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
