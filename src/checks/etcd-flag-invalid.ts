import type { Component } from '../control-plane/component.ts';
import { type EtcdLine, etcdsOf } from '../control-plane/etcd-line.ts';
import { discordsOf } from '../control-plane/etcd-together.ts';
import { refusalOfEtcdValue } from '../control-plane/etcd-values.ts';
import { helpWithDashes } from '../control-plane/other-dashes.ts';
import { isOpen } from '../control-plane/read-line.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-flag-invalid',
  scope: 'file',
  summary: 'etcd refuses its command line: a value that a flag does not take, or a word that belongs to none',
  severity: 'warning',
  programs: ['etcd'],
  why: 'etcd reads its command line with Go\'s own flag package and ends at once at the first thing it can\'t read: a number that is none, a duration without a unit, a value behind a bool without "=", a word without dashes.',
  bad: '--quota-backend-bytes=8Gi',
  good: '--quota-backend-bytes=8589934592',
  fix: 'Write the value as the flag takes it.',
  links: [
    'go.etcd.io/etcd/server/v3/etcdmain/config.go parse',
    'go.etcd.io/etcd/server/v3/embed/config.go Config.Validate',
    'Go: flag.go FlagSet.parseOne',
  ],
  check: ({ components }) => {
    const etcds = etcdsOf(components);
    return etcds.flatMap(({ component, line }) => refusals(component, line));
  },
});

const ENDS = 'etcd ends at once, and the kubelet restarts it for ever';

function refusals({ source, arguments: words }: Component, line: EtcdLine): Finding[] {
  const found: Finding[] = [];
  for (const { problem, name, word } of line.faults) {
    if (problem === 'syntax') {
      found.push({
        message: `${ENDS}: "${word.text}" is no flag`,
        location: source.locate(word.range),
        help: 'write two dashes and a name',
      });
    } else if (problem === 'argument') {
      found.push({
        message: `${ENDS}: "--${name}" needs a value, and nothing follows it`,
        location: source.locate(word.range),
        help: 'write the value behind "="',
      });
    }
  }
  const { positionals, release, configFile } = line;
  const [stray] = positionals;
  if (stray && !isOpen(stray.text)) {
    const before = line.uses.find(({ word }) => words[words.indexOf(stray) - 1] === word);
    const ofBool = before?.flag.noOptDefVal !== undefined && !before.word.text.includes('=');
    found.push({
      message: `${ENDS}: "${stray.text}" belongs to no flag, and etcd takes no other arguments`,
      location: source.locate(stray.range),
      help: ofBool
        ? `write "--${before.flag.name}=${stray.text}": a bool takes its value only behind "="`
        : (helpWithDashes(stray.text) ?? 'remove it, or join it to its flag with "="'),
    });
  }
  for (const { flag, value: text, valueWord } of line.uses) {
    const refusal = isOpen(text) ? null : refusalOfEtcdValue(flag, text, release, configFile === null);
    if (refusal === null) continue;
    found.push({
      message: `${ENDS}: "--${flag.name}" does not take "${text}"${refusal.why}`,
      location: source.locate(valueWord.range),
      help: refusal.help,
    });
  }
  for (const { name, flag, text, range } of configFile ? [] : line.variables) {
    if (text === null || text === '' || isOpen(text)) continue;
    const refusal = refusalOfEtcdValue(flag, text, release, true);
    if (refusal === null) continue;
    found.push({
      message: `${ENDS}: ${name} stands for "--${flag.name}", which does not take "${text}"${refusal.why}`,
      location: source.locate(range),
      help: refusal.help,
    });
  }
  for (const { message, range, help } of configFile ? [] : discordsOf(line)) {
    found.push({ message: `${ENDS}: ${message}`, location: source.locate(range), help });
  }
  return found;
}
