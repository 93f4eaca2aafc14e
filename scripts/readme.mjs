// Keeps the README's console blocks real: every `$ spctl …` in them is run, and what it printed stands below it.
//   node scripts/readme.mjs    rewrites README.md; the tests hold that there is nothing to rewrite
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The text with the output below each command of its console blocks made anew. */
export function withRealOutput(text) {
  return text.replace(/```console\n([\s\S]*?)```/g, (_, block) => `\`\`\`console\n${rerun(block)}\`\`\``);
}

function rerun(block) {
  const commands = block.split('\n').filter((line) => line.startsWith('$ '));
  return commands.map((line) => `${line}\n${outputOf(line.slice(2))}`).join('\n');
}

function outputOf(command) {
  const words = command.replace(/(?<=^|\| )spctl\b/g, `"${process.execPath}" dist/main.cjs`);
  const { stdout } = spawnSync('sh', ['-c', `{ ${words}; } 2>&1`], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' },
  });
  return stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = `${root}README.md`;
  writeFileSync(path, withRealOutput(readFileSync(path, 'utf8')));
}
