// Keeps the README true: every `$ spctl …` in its console blocks is run, and what it printed stands below it; the rules
// that it names are told as the registry tells them.
//   node scripts/readme.mjs    rewrites README.md; the tests hold that there is nothing to rewrite
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The text with the output below each command of its console blocks made anew. */
export function withRealOutput(text) {
  return text.replace(/```console\n([\s\S]*?)```/g, (_, block) => `\`\`\`console\n${rerun(block)}\`\`\``);
}

function rerun(block) {
  const commands = block.split('\n').filter((line) => line.startsWith('$ '));
  return commands.map((line) => `${line}\n${outputOf(line.slice(2))}`).join('\n');
}

/** What a command line prints on both streams, as a person sees it; without colour unless `colour` says so. */
export function outputOf(command, colour = { NO_COLOR: '1', FORCE_COLOR: '' }) {
  const words = command.replace(/(?<=^|\| )spctl\b/g, `"${process.execPath}" dist/main.cjs`);
  const { stdout } = spawnSync('sh', ['-c', `{ ${words}; } 2>&1`], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...colour },
  });
  return stdout;
}

/** The text with the table between `<!-- rules: ID ID … -->` and `<!-- /rules -->` made anew. */
export function withRuleTable(text, rules) {
  return text.replace(/(<!-- rules: ([^>]*) -->\n)[\s\S]*?(<!-- \/rules -->)/g, (_, begin, ids, end) => {
    const rows = ids.split(' ').map((id) => {
      const { severities, summary } = rules.find((rule) => rule.id === id);
      return `| [${id}](docs/rules/${id}.md) | ${severities.join(', ')} | ${summary} |`;
    });
    return [`${begin}| rule | severity | finds |`, '|---|---|---|', ...rows, end].join('\n');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = `${root}README.md`;
  const { rules } = await loadSource({ 'src/rules/index.ts': ['rules'] });
  writeFileSync(path, withRuleTable(withRealOutput(readFileSync(path, 'utf8')), rules));
}
