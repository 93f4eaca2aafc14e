import {
  type CommandLine,
  commandLineOf,
  isRecorded,
  lastUse,
  listOf,
} from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { nearestName } from '../schema/suggest.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'authorization-mode-refused',
  scope: 'file',
  summary: 'kube-apiserver is given authorization modes that it refuses',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'kube-apiserver ends at a mode it does not know, at one that is named twice, and at one whose file is missing. The kubelet restarts it for ever, and the cluster has no API.',
  bad: '--authorization-mode=Node,Rbac',
  good: '--authorization-mode=Node,RBAC',
  fix: 'Write each mode once, as spelled upstream: Node, RBAC, Webhook, ABAC, AlwaysAllow, AlwaysDeny.',
  links: [
    'pkg/kubeapiserver/options/authorization.go BuiltInAuthorizationOptions.Validate',
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/',
  ],
  check: ({ components }) => components.flatMap(refusedModes),
});

/** pkg/kubeapiserver/authorizer/modes/modes.go. */
const MODES = ['Node', 'RBAC', 'Webhook', 'ABAC', 'AlwaysAllow', 'AlwaysDeny'];

/** Modes that need a file, and the flag that names it. */
const FILES: Readonly<Record<string, string>> = {
  ABAC: 'authorization-policy-file',
  Webhook: 'authorization-webhook-config-file',
};

function refusedModes(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (line?.program !== 'kube-apiserver' || !isRecorded(line.minor)) return [];
  const modes = listOf(line, 'authorization-mode');
  if (modes === null || lastUse(line, 'authorization-config')) return [];
  const seen = new Set<string>();
  const found = modes.flatMap(({ text, use }) => {
    const why = refusal(line, text, seen);
    seen.add(text);
    return why === null ? [] : [{ ...why, location: component.source.locate(use.valueWord.range) }];
  });
  for (const [mode, flag] of Object.entries(FILES)) {
    const use = lastUse(line, flag);
    if (!use || use.value === '' || seen.has(mode)) continue;
    found.push({
      message: ends(`cannot specify --${flag} without mode ${mode}`),
      help: `add "${mode}" to "--authorization-mode", or remove "--${flag}"`,
      location: component.source.locate(use.word.range),
    });
  }
  return found;
}

function refusal(
  line: CommandLine,
  mode: string,
  seen: ReadonlySet<string>,
): { message: string; help: string } | null {
  if (!MODES.includes(mode)) {
    const near = nearestName(mode, MODES);
    return {
      message: ends(`authorization-mode "${mode}" is not a valid mode`),
      help: near === undefined ? `choose of ${MODES.join(', ')}` : `did you mean "${near}"?`,
    };
  }
  if (seen.has(mode)) {
    return {
      message: ends(`authorization-mode has mode specified more than once: ${mode}`),
      help: 'name each mode once',
    };
  }
  const file = FILES[mode];
  if (file === undefined || (lastUse(line, file)?.value ?? '') !== '') return null;
  return {
    message: ends(`authorization-mode ${mode}'s file not passed`),
    help: `name its file with "--${file}", or remove the mode`,
  };
}

function ends(detail: string): string {
  return `kube-apiserver ends at once, and the kubelet restarts it for ever: ${detail}`;
}
