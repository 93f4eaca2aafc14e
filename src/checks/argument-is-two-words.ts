import { runsComponent } from '../control-plane/runs-component.ts';
import { locate } from '../manifest/locate.ts';
import { visitContainers } from '../manifest/pod/containers-of.ts';
import type { Container } from '../manifest/pod/types.ts';
import { shorten } from '../manifest/shown.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, type Finding } from './define-check.ts';

const SPEC = FieldPath.of('spec');

export default defineCheck({
  id: 'argument-is-two-words',
  scope: 'file',
  summary: 'an item of command or args holds two words, and the program gets them as one',
  severity: 'warning',
  why: 'Each item of command and args is one argument, handed to the program as it is: no shell splits it. "- --flag value" is one word, and so are two lines of which the second has no dash: YAML joins them with a space.',
  bad: 'command:\n- kube-scheduler\n  --leader-elect=true',
  good: 'command:\n- kube-scheduler\n- --leader-elect=true',
  fix: 'Give each word an item of its own, or join flag and value with "=".',
  links: [
    'pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs',
    'pkg/kubelet/kuberuntime/kuberuntime_container.go generateContainerConfig',
    'github.com/spf13/pflag flag.go parseLongArg',
  ],
  check: ({ document, spec }) => {
    const found: Finding[] = [];
    visitContainers(spec, SPEC, (container, path) => {
      for (const field of ['command', 'args'] as const) {
        const words = container[field] ?? [];
        for (let i = 0; i < words.length; i++) {
          const word = words[i]!;
          if (!hasSpace(word)) continue;
          const said = field === 'command' && i === 0 ? wordOfProgram(word) : wordOf(word, container);
          if (said) found.push(findingAt(document, path.child(field).index(i), said));
        }
      }
    });
    return found;
  },
});

type Said = readonly [message: string, help: string];

/** A text of several lines is a script or a file. */
function hasSpace(word: string): boolean {
  return word.includes(' ') && !word.includes('\n');
}

function wordOf(word: string, container: Container): Said | undefined {
  // "--flag value", and the same over two lines.
  const flag = /^(--[A-Za-z][\w.-]*)\s+(\S.*)$/.exec(word);
  if (flag) return wordOfFlag(word, flag[1]!, flag[2]!);
  // "--a=b --c": what begins with a dash or a quote is a value that holds flags.
  const joined = /^(--[A-Za-z][\w.-]*)=((?!["'-])[^\s"']*\s+(--[A-Za-z].*))$/.exec(word);
  if (!joined || !(SCALAR.test(joined[2]!) || runsComponent(container))) return undefined;
  return wordOfJoined(word, joined[1]!, joined[2]!, joined[3]!);
}

/** What begins no command line, which a flag of another program than the control plane's may well take. */
const SCALAR = /^(?:true|false|[\d.]+[a-z]*|[\w.]*:\d+)\s/i;

/** Behind a path, what may be the rest of it is no second word: a directory's name can hold a space. */
function wordOfProgram(word: string): Said | undefined {
  if (!/^(?:[\w.-]+\s+\S|[\w./-]+\s+[-/\d])/.test(word)) return undefined;
  return [
    `the program's name is ${quoted(word)}, spaces and all: the container runtime does not find it, and the container can't start`,
    'each item is one word: make an item of each, and for a script begin with "sh" and "-c"',
  ];
}

function wordOfFlag(word: string, flag: string, rest: string): Said {
  const value = rest.replace(/^=\s*/, '');
  const second = firstWord(value);
  return [
    `${quoted(word)} is one word to the program, which looks for a flag of that whole name and not for "${shorten(flag)}"`,
    value.startsWith('-')
      ? `each item is one word: make an item of "${second}"`
      : `write "${shorten(flag)}=${second}", or make two items of it`,
  ];
}

function wordOfJoined(word: string, flag: string, value: string, second: string): Said {
  return [
    `${quoted(word)} is one word to the program, so the value of "${shorten(flag)}" is ${quoted(value)}`,
    `each item is one word: make an item of "${firstWord(second)}"`,
  ];
}

function firstWord(text: string): string {
  return shorten(/^\S*/.exec(text)![0]);
}

function quoted(word: string): string {
  return `"${shorten(word.slice(0, 200).replace(/\s+/g, ' '))}"`;
}

function findingAt(document: Document, path: FieldPath, [message, help]: Said): Finding {
  return { message, help, location: locate(document, path) };
}
