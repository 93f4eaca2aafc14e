import { locate, nodeAt } from '../manifest/locate.ts';
import { visitContainers } from '../manifest/pod/containers-of.ts';
import type { Container } from '../manifest/pod/types.ts';
import { shorten } from '../manifest/shown.ts';
import { FieldPath } from '../validation/field-path.ts';
import { fixOf, trim } from '../yaml/edits.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, type Finding } from './define-check.ts';

const SPEC = FieldPath.of('spec');

export default defineCheck({
  id: 'outer-white-space',
  scope: 'file',
  summary: 'a path begins or ends with white space, or "|" and ">" add a line break to a value of one line',
  severity: 'warning',
  why: 'Nobody trims a value: a path with a space at its end is another path, which is missing or is made as a new directory. The block forms "|" and ">" end the value with a line break, which becomes part of the password, the URL or the flag.',
  bad: 'value: |\n  s3cr3t',
  good: 'value: s3cr3t',
  fix: 'Take away the white space, or write "|-" and ">-", which add no line break.',
  links: [
    'https://yaml.org/spec/1.1/#id927035',
    'pkg/kubelet/kubelet_pods.go makeMounts, makeEnvironmentVariables',
  ],
  check: ({ document, spec }) => {
    const found: Finding[] = [];
    const add = (finding: Finding | undefined) => {
      if (finding) found.push(finding);
    };
    const volumes = spec.volumes ?? [];
    for (let i = 0; i < volumes.length; i++) {
      const path = volumes[i]!.hostPath?.path ?? '';
      if (isPadded(path))
        add(ofPath(document, SPEC.child('volumes').index(i).child('hostPath').child('path'), path));
    }
    visitContainers(spec, SPEC, (container, at) => {
      if (!isSuspect(container)) return;
      const { command = [], args = [], env = [], volumeMounts = [] } = container;
      volumeMounts.forEach(({ mountPath = '' }, i) => {
        if (isPadded(mountPath))
          add(ofPath(document, at.child('volumeMounts').index(i).child('mountPath'), mountPath));
      });
      env.forEach(({ value = '' }, i) => {
        if (isOneWord(value)) add(ofBlock(document, at.child('env').index(i).child('value')));
      });
      if (isScript(container)) return;
      for (const [field, words] of [['command', command] as const, ['args', args] as const]) {
        words.forEach((word, i) => {
          if (isOneWord(word)) add(ofBlock(document, at.child(field).index(i)));
        });
      }
    });
    return found;
  },
});

/** Quick to tell that there is nothing. */
function isSuspect({ command, args, env, volumeMounts }: Container): boolean {
  return (
    command?.some(isOneWord) === true ||
    args?.some(isOneWord) === true ||
    env?.some(({ value = '' }) => isOneWord(value)) === true ||
    volumeMounts?.some(({ mountPath = '' }) => isPadded(mountPath)) === true
  );
}

const SPACE = ' \t\n';

function isPadded(path: string): boolean {
  return path !== '' && (SPACE.includes(path[0]!) || SPACE.includes(path.at(-1)!));
}

/** One word or a URL with a line break behind it; to other texts, scripts and JSON among them, that does nothing. */
function isOneWord(value: string): boolean {
  return (
    value.length > 1 &&
    value.endsWith('\n') &&
    !'{["'.includes(value[0]!) &&
    /^(?:\S+|[a-z]+:\/\/.*)\n$/.test(value)
  );
}

/** Whether a shell reads the words, to which a line break is the end of a command. */
function isScript({ command = [], args = [] }: Container): boolean {
  return [...command, ...args].some((word) => /^-[a-z]*c\s?$/.test(word));
}

function ofPath(document: Document, at: FieldPath, path: string): Finding {
  const node = nodeAt(document, at);
  return {
    message: `the white space around it is part of the path ${JSON.stringify(shorten(path))}: nothing trims it, so it is another path`,
    location: locate(document, at),
    help: `write ${shorten(path.trim())}`,
    ...fixOf(node && trim(document.source, node.range)),
  };
}

/** In quotes a line break is written and meant. */
function ofBlock(document: Document, at: FieldPath): Finding | undefined {
  const node = nodeAt(document, at);
  const mark = node && document.source.text[node.range.start];
  if (mark !== '|' && mark !== '>') return undefined;
  return {
    message: `"${mark}" ends this value with a line break, and the program gets it as a part of the value`,
    location: document.source.locate({ start: node!.range.start, end: node!.range.start + 1 }),
    help: `write "${mark}-", or the value on the line of its key`,
  };
}
