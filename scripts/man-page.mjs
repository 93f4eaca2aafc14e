// Writes man/spctl.1 out of the commands' own definitions; the tests hold that there is nothing to write.
//   npm run build && node scripts/man-page.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The page. */
export async function manPage() {
  const { commandDefinitions } = await loadSource({
    'src/commands/completion/definitions.ts': ['commandDefinitions'],
  });
  const { load } = createRequire(import.meta.url)('../dist/main.cjs');
  const { version, description } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const commands = commandDefinitions(load('cli').exports.COMMANDS, {});
  const common = commonFlags(commands);
  return [
    `.TH SPCTL 1 "" "spctl ${version}" "User Commands"`,
    '.SH NAME',
    `spctl, kspctl \\- ${text(description.charAt(0).toLowerCase() + description.slice(1))}`,
    '.SH SYNOPSIS',
    ...commands.flatMap((command) => ['.br', synopsis(command)]).slice(1),
    '.SH DESCRIPTION',
    ...paragraph(
      'spctl tells of any Kubernetes node, the one it runs on or a copy, where its kubelet reads static pods, what it will do with each file there, and why. It needs no cluster, no network and no running kubelet. The two names are one program: macOS has another spctl.',
    ),
    '.SH COMMANDS',
    ...commands.flatMap((command) => aboutCommand(command, common)),
    '.SH OPTIONS OF ALL COMMANDS THAT LOOK AT A NODE',
    ...common.flatMap(aboutFlag),
    '.SH EXIT STATUS',
    ...item('.B 0', 'clean'),
    ...item(
      '.B 1',
      'findings: the kubelet refuses a file or does not start, there is no path, or lint has a finding',
    ),
    ...item('.B 2', 'wrong usage'),
    ...item('.B 3', 'could not look: something is missing or may not be read, so there is no answer'),
    '.SH ENVIRONMENT',
    ...item('.B NO_COLOR', 'no colours, whatever stands there'),
    ...item('.B FORCE_COLOR', 'colours where no terminal is, unless it is 0'),
    '.SH FILES',
    ...item(
      '.I .spctl.yaml',
      'settings of lint, looked for beside what is linted and in the directories above; spctl settings prints them',
    ),
    '.SH SEE ALSO',
    '.BR systemd.service (5),',
    '.BR systemctl (1)',
    '',
  ].join('\n');
}

/** The flags that the commands which look at a node have in common. */
function commonFlags(commands) {
  const first = commands.find(({ flags }) => flags.some(({ name }) => name === 'root'));
  const all = commands.filter(({ flags }) => flags.some(({ name }) => name === 'root'));
  return first.flags.filter((flag) => all.every(({ flags }) => flags.some((other) => same(other, flag))));
}

function same(a, b) {
  return a.name === b.name && a.summary === b.summary && a.valueName === b.valueName;
}

function synopsis({ name, arguments: all, repeats }) {
  const words = all.map(
    (argument) =>
      `${argument.required ? '' : '['}\\fI${text(argument.name)}\\fR${repeats ? '...' : ''}${argument.required ? '' : ']'}`,
  );
  return [`\\fBspctl ${name}\\fR [\\fIoption\\fR...]`, ...words].join(' ');
}

function aboutCommand({ name, summary, description, arguments: all, flags, examples }, common) {
  const own = flags.filter((flag) => !common.some((other) => same(other, flag)) && flag.name !== 'help');
  return [
    `.SS ${name}`,
    ...paragraph(`${summary}.`),
    ...(description === '' ? [] : ['.PP', ...paragraph(description)]),
    ...all.flatMap((argument) => item(`.I ${text(argument.name)}`, argument.description)),
    ...own.flatMap(aboutFlag),
    '.PP',
    'For example:',
    '.PP',
    '.RS 4',
    '.nf',
    ...examples.map((example) => line(example.replaceAll('<%= config.bin %>', 'spctl'))),
    '.fi',
    '.RE',
  ];
}

function aboutFlag({ name, char, summary, valueName, default: preset }) {
  const long = `\\fB${text(`--${name}`)}\\fR${valueName ? ` \\fI${text(valueName)}\\fR` : ''}`;
  const about = preset === undefined ? summary : `${summary} (default: ${preset})`;
  return item(char === undefined ? long : `\\fB${text(`-${char}`)}\\fR, ${long}`, about);
}

function item(head, about) {
  return ['.TP', head, ...paragraph(about)];
}

/** One sentence a line, as roff wants it for its spaces. */
function paragraph(words) {
  return words.split(/(?<=[.?!:]) (?=[A-Z])/).map(line);
}

/** A line that begins with no control character. */
function line(words) {
  return text(words).replace(/^[.']/, '\\&$&');
}

function text(words) {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replace(
      /\P{ASCII}/gu,
      (char) => `\\[u${char.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(`${root}man`, { recursive: true });
  writeFileSync(`${root}man/spctl.1`, await manPage());
}
