import { nearestName } from '../schema/suggest.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Node } from '../yaml/tree.ts';
import { defineCheck } from './define-check.ts';
import { type ApiServerFile, type FileProblem, refusedFiles } from './reading/api-server-file.ts';

const LEVELS = ['None', 'Metadata', 'Request', 'RequestResponse'];
const STAGES = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'];

const FILE: ApiServerFile = {
  flag: 'audit-policy-file',
  name: 'audit policy',
  kind: 'Policy',
  group: 'audit.k8s.io',
  version: 'v1',
};

export default defineCheck({
  id: 'audit-policy-refused',
  scope: 'node',
  area: 'control-plane',
  summary: 'kube-apiserver refuses the audit policy that its --audit-policy-file names',
  severity: 'warning',
  why: 'The API server reads the policy when it starts, and ends over a rule without a level, or with a level, a stage, a group or a URL that is none. The kubelet restarts it for ever. An unknown field is only logged.',
  bad: 'rules: [{ level: MetaData }]',
  good: 'rules: [{ level: Metadata }]',
  fix: 'Correct the policy: the kubelet starts the API server again by itself.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/audit/policy/reader.go LoadPolicyFromBytes',
    'staging/src/k8s.io/apiserver/pkg/apis/audit/validation/validation.go ValidatePolicy',
  ],
  check: (subject) => refusedFiles(subject, FILE, problemIn),
});

function problemIn(root: Node): FileProblem | undefined {
  const rules = getMember(root, 'rules');
  const found = stageProblem(root, 'omitStages');
  if (found || rules?.kind !== 'array') return found;
  for (const [index, rule] of rules.items.entries()) {
    const at = `rules[${index}]`;
    const problem =
      levelProblem(rule, at) ??
      urlProblem(rule, `${at}.nonResourceURLs`) ??
      resourceProblem(rule, `${at}.resources`) ??
      stageProblem(rule, `${at}.omitStages`);
    if (problem) return problem;
  }
  return undefined;
}

function levelProblem(rule: Node, at: string): FileProblem | undefined {
  const level = getMember(rule, 'level');
  if (level?.kind === 'string' && LEVELS.includes(level.value)) return undefined;
  // A text is what it takes; how another kind is refused does not matter here.
  const isMissing = !level || level.kind === 'null' || (level.kind === 'string' && level.value === '');
  const meant = level?.kind === 'string' ? nearestName(level.value, LEVELS) : undefined;
  return {
    reason: isMissing
      ? `"${at}" has no level`
      : `"${at}.level" is ${level.kind === 'string' ? `"${level.value}"` : 'no text'}, which is none of the levels`,
    node: level ?? rule,
    help: meant === undefined ? `write one of ${LEVELS.join(', ')}` : `did you mean "${meant}"?`,
  };
}

function stageProblem(owner: Node, at: string): FileProblem | undefined {
  const stage = textsIn(owner, 'omitStages').find(({ value }) => !STAGES.includes(value));
  if (!stage) return undefined;
  const meant = nearestName(stage.value, STAGES);
  return {
    reason: `"${stage.value}" in "${at}" is none of the stages`,
    node: stage,
    help: meant === undefined ? `write one of ${STAGES.join(', ')}` : `did you mean "${meant}"?`,
  };
}

function urlProblem(rule: Node, at: string): FileProblem | undefined {
  const urls = textsIn(rule, 'nonResourceURLs');
  for (const url of urls) {
    if (url.value === '*') continue;
    if (!url.value.startsWith('/'))
      return {
        reason: `"${url.value}" in "${at}" does not begin with "/"`,
        node: url,
        help: 'write the path from its "/" on',
      };
    if (url.value.slice(0, -1).includes('*'))
      return {
        reason: `"${url.value}" in "${at}" has a "*" before its end`,
        node: url,
        help: 'leave "*" at the end only',
      };
  }
  const isMixed = ['resources', 'namespaces'].some((name) => hasItems(getMember(rule, name)));
  if (urls.length === 0 || !isMixed) return undefined;
  return {
    reason: `"${at}" stands beside resources or namespaces in one rule`,
    node: urls[0]!,
    help: 'make two rules of it',
  };
}

/** A group that is a whole apiVersion, or the resource itself, is what people write. */
function resourceProblem(rule: Node, at: string): FileProblem | undefined {
  const resources = getMember(rule, 'resources');
  for (const [index, item] of (resources?.kind === 'array' ? resources.items : []).entries()) {
    const group = getMember(item, 'group');
    if (group?.kind === 'string' && /[^a-z0-9.*-]/.test(group.value))
      return {
        reason: `"${at}[${index}].group" is "${group.value}", which is no API group`,
        node: group,
        help: 'write the group alone: what stands before the "/" of an apiVersion, and "" for v1',
      };
    const names = getMember(item, 'resourceNames');
    if (hasItems(names) && !hasItems(getMember(item, 'resources')))
      return {
        reason: `"${at}[${index}]" has resourceNames and no resources`,
        node: names ?? item,
        help: 'name the resources too',
      };
  }
  return undefined;
}

function hasItems(node: Node | undefined): boolean {
  return node?.kind === 'array' && node.items.length > 0;
}

function textsIn(owner: Node, name: string) {
  const list = getMember(owner, name);
  return list?.kind === 'array' ? list.items.filter((item) => item.kind === 'string') : [];
}
