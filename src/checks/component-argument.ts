import { type CommandLine, commandLineOf, isRecorded } from '../control-plane/command-line.ts';
import { type Component, KUBERNETES, type Written } from '../control-plane/component.ts';
import { helpWithDashes } from '../control-plane/other-dashes.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-argument',
  scope: 'file',
  summary: 'a control plane program is given a word that belongs to no flag',
  severity: 'warning',
  programs: KUBERNETES,
  why: 'The programs of the control plane take flags only, and end at once at any other word. Mostly the word is the value of a bool, which takes one only behind "=", or a flag that lost its dashes.',
  bad: '--leader-elect false, as two items',
  good: '--leader-elect=false',
  fix: 'Join the word to its flag with "=", or remove it.',
  links: ['cmd/kube-apiserver/app/server.go NewAPIServerCommand Args'],
  check: ({ components }) => components.flatMap(strayWords),
});

function strayWords(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line || !isRecorded(line.minor)) return [];
  return line.positionals.map((word) => ({
    message: `${component.name} ends at once, and the kubelet restarts it for ever: "${word.text}" belongs to no flag, and the program takes no other arguments`,
    location: component.source.locate(word.range),
    help: helpWith(line, component, word),
  }));
}

function helpWith(line: CommandLine, component: Component, word: Written): string {
  const before = component.arguments[component.arguments.indexOf(word) - 1];
  const use = before && line.uses.find((one) => one.valueWord === before && one.word === before);
  if (use?.flag.type === 'bool' && /^(?:true|false)$/i.test(word.text) && !use.word.text.includes('=')) {
    return `write "--${use.flag.name}=${word.text}": a bool takes its value only behind "="`;
  }
  if (/^[a-z][a-z0-9-]*=/.test(word.text)) return `write two dashes: "--${word.text}"`;
  return helpWithDashes(word.text) ?? 'remove it, or join it to the flag that it is the value of';
}
