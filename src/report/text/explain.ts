import type { ExplainAnswer, ShownField } from '../../answers/explain.ts';
import type { ShownRule } from '../../answers/rules.ts';
import type { Topic } from '../../explain/topics.ts';
import { formatMinor, NEWEST_MINOR, OLDEST_MINOR } from '../../versions/minor.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What there is to tell about a rule, a topic or a field, in prose. */
export function explainText(answer: ExplainAnswer, style: Style): string[] {
  switch (answer.kind) {
    case 'rule':
      return ruleText(answer.rule, style);
    case 'topic':
      return topicText(answer.topic, style);
    case 'field':
      return fieldText(answer.field, style);
  }
}

function ruleText({ id, severities, scope, since, ...rule }: ShownRule, style: Style): string[] {
  const shown = severities.map((severity) => style.severity[severity](severity)).join(', ');
  const from = since === null ? '' : `, since kubelet ${since}`;
  return [
    `${style.strong(id)}: ${shown} ${style.faint(`(${SCOPES[scope]}${from})`)}`,
    ...wrap(`${rule.summary}.`),
    '',
    ...wrap(rule.why),
    '',
    ...block('bad:', rule.bad, style),
    ...block('good:', rule.good, style),
    '',
    ...wrap(`${style.strong('fix:')} ${rule.fix}`),
    '',
    ...links(rule.links, style),
  ];
}

const SCOPES: Readonly<Record<ShownRule['scope'], string>> = {
  file: 'of one file',
  directory: 'of files beside each other',
  node: 'of a node',
  live: 'of a node that runs',
};

function topicText({ title, paragraphs, see, links: from }: Topic, style: Style): string[] {
  return [
    style.strong(title),
    ...paragraphs.flatMap((paragraph) =>
      paragraph.startsWith('  ') ? [paragraph] : ['', ...wrap(paragraph)],
    ),
    '',
    ...wrap(`${style.strong('see')} spctl explain: ${see.join(', ')}`),
    ...links(from, style),
  ];
}

function fieldText(field: ShownField, style: Style): string[] {
  const { path, type, goType, staticPod, members } = field;
  return [
    `${style.strong(path)}: ${type} ${style.faint(`(${goType})`)}`,
    '',
    `kubelets: ${lifetimeText(field)}`,
    ...wrap(
      staticPod
        ? `${style.strong('static pods:')} ${EFFECTS[staticPod.effect]}${staticPod.since ? `, since ${staticPod.since}` : ''}. ${staticPod.text}`
        : `${style.strong('static pods:')} works as in any pod.`,
    ),
    ...(staticPod?.rules.length ? wrap(`${style.strong('rules:')} ${staticPod.rules.join(', ')}`) : []),
    ...(members.length > 0 ? ['', 'members:', ...membersText(field, style)] : []),
    '',
    REFERENCE,
  ];
}

/** What each field does in any pod. */
const REFERENCE = 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/';

const EFFECTS = {
  works: 'works',
  replaced: 'replaced by the kubelet',
  ignored: 'no effect',
  admission: 'may have the pod rejected at admission',
  refused: 'refused',
} as const;

function lifetimeText({ since, until }: Pick<ShownField, 'since' | 'until'>): string {
  if (since !== null && until !== null) return `${since} to ${until}`;
  if (since !== null) return `since ${since}`;
  if (until !== null) return `until ${until}`;
  return `all that are known, ${formatMinor(OLDEST_MINOR)} to ${formatMinor(NEWEST_MINOR)}`;
}

function membersText({ members }: ShownField, style: Style): string[] {
  const width = Math.max(...members.map(({ name }) => name.length));
  return members.map((member) => {
    const { name, type, since, until } = member;
    const lifetime = since === null && until === null ? '' : `  ${style.faint(lifetimeText(member))}`;
    return `  ${name.padEnd(width)}  ${type}${lifetime}`;
  });
}

function block(name: string, text: string, style: Style): string[] {
  const [first = '', ...rest] = text.split('\n');
  const indent = ' '.repeat(name.length + 1);
  if (rest.length > 0) return [style.strong(name), ...text.split('\n').map((line) => `  ${line}`)];
  return wrap(`${style.strong(name)} ${first}`, indent);
}

function links(from: readonly string[], style: Style): string[] {
  return [style.strong('from:'), ...from.map((link) => `  ${link}`)];
}
