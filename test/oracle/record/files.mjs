// The files of a case, made in a directory.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes files below `root`: texts, or `{link}`, `{dir: true}`, `{fifo: true}`, `{b64}`, `{text, mode}`, and
 * `{text, pad}`, which is filled with a comment up to `pad` bytes. `place` puts paths into texts.
 */
export function makeFiles(root, files, place = (text) => text) {
  mkdirSync(root, { recursive: true });
  // Directories first: a link may be the way to a file.
  for (const [name, spec] of Object.entries(files))
    if (spec.dir) mkdirSync(join(root, name), { recursive: true });
  for (const [name, spec] of Object.entries(files)) {
    if (spec.dir) continue;
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    make(path, spec, place);
  }
}

function make(path, spec, place) {
  if (typeof spec === 'string') writeFileSync(path, place(spec));
  else if (spec.link !== undefined) symlinkSync(place(spec.link), path);
  else if (spec.fifo) execFileSync('mkfifo', [path]);
  else if (spec.b64 !== undefined) writeFileSync(path, Buffer.from(spec.b64, 'base64'));
  else if (spec.pad !== undefined) writeFileSync(path, padded(spec));
  else {
    writeFileSync(path, place(spec.text));
    chmodSync(path, Number.parseInt(spec.mode, 8));
  }
}

function padded({ text, pad }) {
  const missing = pad - Buffer.byteLength(text);
  return missing > 0 ? `${text}#${'x'.repeat(missing - 2)}\n` : text;
}

/** Gives a tree of directories to another user. */
export function giveTo(uid, ...paths) {
  for (const path of paths) chownSync(path, uid, uid);
}
