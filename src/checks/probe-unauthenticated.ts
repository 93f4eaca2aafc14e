import {
  type CommandFlag,
  type CommandLine,
  commandLineOf,
  isRecorded,
  lastUse,
  listOf,
} from '../control-plane/command-line.ts';
import type { Component, HttpProbe } from '../control-plane/component.ts';
import { probedPort } from '../control-plane/listeners.ts';
import { locate } from '../manifest/locate.ts';
import type { PodSpec } from '../manifest/pod/types.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'probe-unauthenticated',
  scope: 'file',
  summary: 'kube-apiserver takes no anonymous requests, and its probes bring no credentials',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'The kubelet probes without credentials. An API server without anonymous requests answers 401, so the probe fails and the kubelet kills a healthy API server over and over. The mode AlwaysAllow, which is also what holds without --authorization-mode, switches anonymous requests off as well.',
  bad: '--anonymous-auth=false with livenessProbe.httpGet on the secure port',
  good: 'anonymous requests for the health paths only, with --authentication-config',
  fix: 'Leave anonymous requests on, limit them to the health paths with an AuthenticationConfiguration, or probe in another way.',
  links: [
    'pkg/kubeapiserver/options/authentication.go BuiltInAuthenticationOptions.ApplyAuthorization',
    'k8s.io/apiserver pkg/endpoints/filters/authentication.go withAuthentication',
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
  ],
  check: ({ components, document, spec }) =>
    components.flatMap((component) => failingProbes(document, component, spec)),
});

function failingProbes(document: Document, component: Component, spec: PodSpec): Finding[] {
  if (component.probes.length === 0) return [];
  const line = commandLineOf(component);
  if (line?.program !== 'kube-apiserver' || lastUse(line, 'authentication-config')) return [];
  const cause = whyNoAnonymous(line);
  if (!cause) return [];
  const port = Number(lastUse(line, 'secure-port')?.value ?? 6443);
  const probes = component.probes.filter(
    (probe) =>
      probe.scheme === 'HTTPS' &&
      probedPort(component, probe) === port &&
      !isAuthenticated(component, probe, spec),
  );
  const [probe] = probes;
  if (!probe) return [];
  const restarts = probes.some(({ kind }) => kind !== 'readinessProbe');
  return [
    {
      message: `${cause.what}, so kube-apiserver answers 401 to its ${probes.map(({ kind }) => kind).join(' and ')}, which ${probes.length === 1 ? 'brings' : 'bring'} no credentials: ${restarts ? 'the kubelet kills it over and over' : 'it is never ready'}`,
      location: component.source.locate(cause.use?.word.range ?? component.program!.range),
      help: cause.help,
      related: [{ location: locate(document, probe.place.child('path')), message: 'probed here' }],
    },
  ];
}

interface Cause {
  readonly what: string;
  readonly help: string;
  readonly use?: CommandFlag;
}

function whyNoAnonymous(line: CommandLine): Cause | null {
  const use = lastUse(line, 'anonymous-auth');
  if (use && /^(?:0|f|false)$/i.test(use.value)) {
    const help = 'remove it, or limit anonymous requests to the health paths with "--authentication-config"';
    return { use, help, what: `"${use.word.text}" refuses anonymous requests` };
  }
  if (!isRecorded(line.minor) || lastUse(line, 'authorization-config')) return null;
  const modes = listOf(line, 'authorization-mode');
  if (modes === null) return null;
  const help = 'write "--authorization-mode=Node,RBAC"';
  const allow = modes.find(({ text }) => text === 'AlwaysAllow');
  if (allow) return { use: allow.use, help, what: 'the mode "AlwaysAllow" switches anonymous requests off' };
  // What it does not understand it may have meant for one.
  if (lastUse(line, 'authorization-mode') || line.faults.length > 0) return null;
  return {
    help,
    what: 'without "--authorization-mode" the mode is AlwaysAllow, which switches anonymous requests off',
  };
}

function isAuthenticated(component: Component, { kind }: HttpProbe, spec: PodSpec): boolean {
  const container = spec.containers?.find(({ name }) => name === component.container.text);
  const headers = container?.[kind]?.httpGet?.httpHeaders ?? [];
  return headers.some(({ name = '' }) => name.toLowerCase() === 'authorization');
}
