import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Makes a directory the same as another. What is the same already is not touched: nobody is told of a change. */
export function synchronize(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const wanted = readdirSync(from);
  for (const name of readdirSync(to)) if (!wanted.includes(name)) remove(join(to, name));
  for (const name of wanted) {
    const [source, target] = [join(from, name), join(to, name)];
    const content = contentOf(source);
    if (content === contentOf(target)) {
      if (content === DIRECTORY) synchronize(source, target);
      continue;
    }
    remove(target);
    if (content === DIRECTORY) synchronize(source, target);
    else if (content.startsWith(LINK)) symlinkSync(content.slice(LINK.length), target);
    else writeFileSync(target, content, 'latin1');
  }
}

const DIRECTORY = '\0directory';
const LINK = '\0link ';

function contentOf(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return DIRECTORY;
  if (found?.isSymbolicLink()) return `${LINK}${readlinkSync(path)}`;
  return found?.isFile() ? readFileSync(path, 'latin1') : '\0none';
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
