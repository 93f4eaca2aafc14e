// Writes docs/rules: a page for each rule, out of the rule itself and its example, and a table of all of them.
//   node scripts/rule-docs.mjs    writes them anew; the tests hold that there is nothing to write
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
export const docs = join(root, 'docs/rules');

/** Lines of an example's file that are shown whole; of a longer one those around the finding. */
const MAX_LINES = 40;
const AROUND = 8;

const SCOPES = { file: 'one file', directory: 'files beside each other', node: 'a node' };

/** The pages by file name. */
export function ruleDocs(rules) {
  const pages = rules.map((rule) => [`${rule.id}.md`, page(rule)]);
  return new Map([['README.md', table(rules)], ...pages]);
}

function table(rules) {
  const rows = rules.map(
    ({ id, severities, scope, summary }) =>
      `| [${id}](${id}.md) | ${severities.join(', ')} | ${SCOPES[scope]} | ${prose(summary)} |`,
  );
  return [
    '# Rules',
    '',
    'Everything that spctl can find, `spctl rules` on the command line; `spctl explain RULE` prints what a page says.',
    'An error: the kubelet or systemd refuses it, or the answer can not be known because of it. A warning: it is',
    'accepted, and the node will not do what the text says. Info: it works, and is worth knowing. Where a kubelet is',
    'judged by the tables of another version, an error is a warning.',
    '',
    '| rule | severity | of | finds |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function page(rule) {
  const { id, severities, scope, since, summary, why, bad, good, fix, links } = rule;
  const facts = [
    severities.join(', '),
    `of ${SCOPES[scope]}`,
    ...(since ? [`since kubelet 1.${since}`] : []),
  ];
  return [
    `# ${id}`,
    '',
    `${prose(capital(summary))}.`,
    '',
    `*${facts.join('; ')}*`,
    '',
    prose(why),
    '',
    `**Fix.** ${prose(fix)}`,
    '',
    ...(bad.includes('\n') || good.includes('\n')
      ? ['Bad:', '', ...fence(bad), '', 'Good:', '', ...fence(good)]
      : [`- bad: ${code(bad)}`, `- good: ${code(good)}`]),
    '',
    ...exampleOf(rule),
    '## From',
    '',
    ...links.map((link) => `- ${/^https:/.test(link) ? `<${link}>` : code(link)}`),
    '',
  ].join('\n');
}

/** The first example in the fixtures, with what is found in it. */
function exampleOf({ id }) {
  const folder = ['checks', 'rules'].map((kind) => join(root, 'fixtures', kind, id)).find(isDirectory);
  if (!folder) return [];
  const findings = readFindings(join(folder, 'expected.txt'));
  if (findings.length === 0) return [];
  const { variant } = findings[0];
  const own = findings.filter((finding) => finding.variant === variant);
  const place = own.find(({ path }) => path !== '') ?? own[0];
  const version = /@(1\.\d+)$/.exec(variant)?.[1];
  return [
    '## Example',
    '',
    ...fileShown(join(folder, variant), place),
    `Found${version ? ` for kubelet ${version}` : ''}:`,
    '',
    ...fence(own.map(({ text }) => text).join('\n')),
    '',
  ];
}

/** expected.txt: a finding begins with the variant and a path in it, and its other lines are indented. */
function readFindings(file) {
  const findings = [];
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [, variant, path = '', row, rest] =
      /^(bad[^/\s]*)(\/[^\s:]*)?(?::(\d+))?((?::\d+)? .*)$/.exec(line) ?? [];
    if (variant !== undefined) {
      const place = `${path.slice(1)}${row ? `:${row}` : ''}`;
      const text = `${place}${rest}`.trimStart();
      findings.push({ variant, path: path.slice(1), line: row && Number(row), text });
    } else {
      const { variant: of } = findings.at(-1);
      findings.at(-1).text += `\n${line.replace(`${of}/`, '')}`;
    }
  }
  return findings;
}

/** The file that a finding is about; where it names none, the one that a reader would open first. */
function fileShown(folder, { path, line }) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (one) => !one.isDirectory(),
  );
  const paths = files
    .map((one) => relative(folder, join(one.parentPath, one.name)).replaceAll('\\', '/'))
    .sort();
  const shown = paths.includes(path)
    ? path
    : paths.find((one) => /kubelet\.service$|config\.yaml$/.test(one));
  if (shown === undefined) return [`The files are ${paths.map(code).join(', ')}.`, ''];
  const others = paths.filter((one) => one !== shown && one !== 'etc/hostname');
  const beside = others.length > 0 && others.length <= 6 ? `, beside ${others.map(code).join(', ')}` : '';
  const file = join(folder, shown);
  const target = linkTarget(file);
  if (target !== undefined) return [`${code(shown)} is a symlink to ${code(target)}${beside}.`, ''];
  const bytes = readFileSync(file);
  const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
  if (text.trim() === '') return [`${code(shown)} is empty${beside}.`, ''];
  return [`${code(shown)}${beside}:`, '', ...fence(around(text, line).trimEnd(), languageOf(shown)), ''];
}

function around(text, line = 1) {
  const lines = text.trimEnd().split(/\r?\n/);
  if (lines.length <= MAX_LINES) return lines.join('\n');
  const from = Math.max(0, line - 1 - AROUND);
  const part = lines.slice(from, line + AROUND);
  return [...(from > 0 ? ['# …'] : []), ...part, ...(line + AROUND < lines.length ? ['# …'] : [])].join('\n');
}

function languageOf(path) {
  if (/\.(ya?ml|conf)$/.test(path) && !/\.service\.d\//.test(path)) return 'yaml';
  if (/\.json$/.test(path)) return 'json';
  return /\.(service|conf)$/.test(path) ? 'ini' : '';
}

function linkTarget(file) {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}

function isUtf8(bytes) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isDirectory(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A text in which Markdown finds nothing of its own. */
function prose(text) {
  return text.replace(/[\\`*<[\]|~]/g, '\\$&');
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function code(text) {
  if (!text.includes('`')) return `\`${text}\``;
  return `\`\` ${text} \`\``;
}

function fence(text, language = '') {
  const marks = text.includes('```') ? '````' : '```';
  return [`${marks}${language}`, ...text.split('\n'), marks];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { rules } = await loadSource({ 'src/rules/index.ts': ['rules'] });
  const pages = ruleDocs(rules);
  mkdirSync(docs, { recursive: true });
  for (const name of readdirSync(docs)) if (!pages.has(name)) rmSync(join(docs, name));
  for (const [name, text] of pages) writeFileSync(join(docs, name), text);
  console.log(`${basename(dirname(docs))}/${basename(docs)}: ${pages.size} pages`);
}
