import { runsComponent } from '../control-plane/runs-component.ts';
import { locate } from '../manifest/locate.ts';
import { findPlaceholder } from '../manifest/placeholders.ts';
import type { Container, PodSpec } from '../manifest/pod/types.ts';
import { shorten } from '../manifest/shown.ts';
import { baseName } from '../node/host/path.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

const SPEC = FieldPath.of('spec');

export default defineCheck({
  id: 'template-not-rendered',
  scope: 'file',
  summary: "a template's placeholder stands where the kubelet takes it literally",
  severity: 'warning',
  why: 'The kubelet renders no templates: of variables it replaces $(NAME) in command, args and env, and nothing else. An image, a path or an argument with {{ name }}, __NAME__, <name> or a shell variable in it is used as it is written.',
  bad: 'image: registry.example/web:{{ web_tag }}',
  good: 'image: registry.example/web:1.4.2',
  fix: 'Render the file before it is put into the directory; write $(NAME) for a variable of the container.',
  links: [
    'k8s.io/kubernetes/third_party/forked/golang/expansion Expand',
    'pkg/kubelet/kuberuntime/kuberuntime_container.go generateContainerConfig',
  ],
  check: ({ spec, document, judgement }) => {
    if (judgement.verdict !== 'runs' || !hasMarks(spec)) return NOTHING;
    const found: Finding[] = [];
    const { volumes = [], containers = [], initContainers = [] } = spec;
    volumes.forEach(({ hostPath }, i) => {
      if (hostPath?.path) {
        look(hostPath.path, SPEC.child('volumes').index(i).child('hostPath').child('path'), usedAs('path'));
      }
    });
    initContainers.forEach((container, i) => {
      lookAt(container, SPEC.child('initContainers').index(i));
    });
    containers.forEach((container, i) => {
      lookAt(container, SPEC.child('containers').index(i));
    });
    return found;

    function lookAt(container: Container, path: FieldPath): void {
      const { image = '', command = [], args = [], volumeMounts = [] } = container;
      look(image, path.child('image'), usedAs('image'), PLAIN_OR_ANGLED);
      volumeMounts.forEach(({ mountPath = '' }, i) => {
        look(mountPath, path.child('volumeMounts').index(i).child('mountPath'), usedAs('path'));
      });
      const expands = interprets(container);
      const find = runsComponent(container) ? findInArgument : findCertain;
      for (const [name, words] of [['command', command] as const, ['args', args] as const]) {
        words.forEach((word, i) => {
          if (isArgument(word) && !(expands && word.includes('$')))
            report(find(word), word, path.child(name).index(i), wordArgument);
        });
      }
    }

    function look(value: string, path: FieldPath, word: (value: string) => string, also?: RegExp): void {
      report(findPlaceholder(value) ?? also?.exec(value)?.[1], value, path, word);
    }

    function report(
      placeholder: string | undefined,
      value: string,
      path: FieldPath,
      word: (value: string) => string,
    ): void {
      if (placeholder === undefined) return;
      const isVariable = placeholder.startsWith('$');
      found.push({
        message: `"${placeholder}" was not replaced: ${word(shorten(value))}`,
        location: locate(document, path),
        help:
          isVariable && word === wordArgument
            ? `write "$(${placeholder.slice(2, -1)})" for a variable of the container's env, or render the file first`
            : 'render the template, and put the result here',
      });
    }
  },
});

/** Quick to tell that there is nothing. */
function hasMarks({ volumes = [], containers = [], initContainers = [] }: PodSpec): boolean {
  return (
    volumes.some(({ hostPath }) => hostPath?.path && MARKS.test(hostPath.path)) ||
    containers.some(isMarked) ||
    initContainers.some(isMarked)
  );
}

function isMarked({ image = '', command, args, volumeMounts }: Container): boolean {
  return (
    MARKS.test(image) ||
    command?.some(hasMark) === true ||
    args?.some(hasMark) === true ||
    volumeMounts?.some(({ mountPath = '' }) => hasMark(mountPath)) === true
  );
}

function hasMark(text: string): boolean {
  return MARKS.test(text);
}

const MARKS = /[{<@%]|__/;
const PLAIN_OR_ANGLED = /(<[A-Za-z][\w -]*>)/;
/** `--advertise-address=<address>`: the whole value, as angle brackets have other uses. */
const FLAG_VALUE = /^--?[A-Za-z][\w-]*=(<[A-Za-z][\w -]*>)$/;

function findInArgument(word: string): string | undefined {
  return findPlaceholder(word) ?? FLAG_VALUE.exec(word)?.[1];
}

/** The same in an argument of any program: it may take Go templates and marks of its own, which stay unsaid. */
function findCertain(word: string): string | undefined {
  const found = findPlaceholder(word);
  if (found === undefined) return FOR_PEOPLE.exec(word)?.[1];
  if (found.startsWith('{{')) return OF_HELM_OR_JINJA.test(found) ? found : undefined;
  return found.startsWith('__') && found !== word ? undefined : found;
}

/** `--token=<your-token>` */
const FOR_PEOPLE = /^--?[A-Za-z][\w-]*=(<(?:your|my|insert|replace|change)[-_ ][\w -]*>)$/i;
/** `{{ .Values.name }}`, `{{ name }}`, `{{ name | filter }}`, `{{node_ip}}`; not `{{.Name}}`, `{{ end }}`, `{{host}}`. */
const OF_HELM_OR_JINJA =
  /^\{\{-?\s*(?:\.(?:Values|Release|Chart)\.|(?!(?:end|else|break|continue)\b)[a-z]\w*(?:(?<=_\w*)|\s+)[|}])/;

function usedAs(what: 'path' | 'image'): (value: string) => string {
  return (value) => `the kubelet takes the ${what} "${value}" as it is written`;
}

function wordArgument(value: string): string {
  return `the program gets "${value}" as it is written`;
}

/** A flag, unless it takes a template itself, or a word that is nothing but a placeholder. */
function isArgument(word: string): boolean {
  if (findPlaceholder(word) === word) return true;
  return /^--?[A-Za-z]/.test(word) && !/^--?[\w-]*(?:template|format|output|query|expr|config)/i.test(word);
}

/** Whether the program may replace variables in its arguments: a shell, or what only the image knows. */
function interprets({ command = [], args = [] }: Container): boolean {
  const [program] = command;
  if (program === undefined) return true;
  const words = [...command, ...args];
  return words.some((word) => /^-\w*c$/.test(word) || word.includes('\n') || SHELLS.has(baseName(word)));
}

const SHELLS: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'ash',
  'dash',
  'ksh',
  'zsh',
  'busybox',
  'envsubst',
]);
