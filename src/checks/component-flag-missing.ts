import {
  type CommandLine,
  commandLineOf,
  isRecorded,
  judgedMinor,
  lastUse,
} from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { helpWithUnknownFlag } from '../control-plane/explain-unknown-flag.ts';
import { isOpen } from '../control-plane/read-line.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-flag-missing',
  scope: 'file',
  summary: 'kube-apiserver is not given a flag that it cannot do without',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'kube-apiserver has to be told its etcd, and the issuer and key of the tokens it signs. Without one of these it ends at once, and the kubelet restarts it for ever.',
  bad: 'kube-apiserver without --etcd-servers',
  good: '--etcd-servers=https://127.0.0.1:2379',
  fix: 'Add the flag.',
  links: [
    'k8s.io/apiserver pkg/server/options/etcd.go EtcdOptions.Validate',
    'pkg/kubeapiserver/options/authentication.go BuiltInAuthenticationOptions.Validate',
    'pkg/controlplane/apiserver/options/validation.go validateTokenRequest',
  ],
  check: ({ components }) => components.flatMap(missingFlags),
});

interface Required {
  readonly flag: string;
  /** A flag that does as well. */
  readonly or?: string;
  readonly example: string;
}

const REQUIRED: readonly Required[] = [
  { flag: 'etcd-servers', example: '--etcd-servers=https://127.0.0.1:2379' },
  {
    flag: 'service-account-issuer',
    example: '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
  },
  {
    flag: 'service-account-signing-key-file',
    or: 'service-account-signing-endpoint',
    example: '--service-account-signing-key-file=/etc/kubernetes/pki/sa.key',
  },
];

function missingFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (line?.program !== 'kube-apiserver' || !isRecorded(line.minor)) return [];
  const missing = REQUIRED.filter(({ flag, or }) => !isSet(line, flag) && !(or && isSet(line, or)));
  if (missing.length === 0) return [];
  // A word of which nothing is known here may hold any flag.
  const { program } = component;
  const words = component.arguments.map(({ text }) => text);
  if (words.some((text) => isOpen(text.split('=', 1)[0]!))) return [];
  return missing
    .filter(({ flag }) => !isMeant(line, words, flag))
    .map(({ flag, example }) => ({
      message: `kube-apiserver ends at once without "--${flag}", and the kubelet restarts it for ever`,
      location: component.source.locate(program!.range),
      help: `add it: "${example}"`,
    }));
}

/** Whether a word that is wrong is meant for a flag: other checks say so. */
function isMeant(line: CommandLine, words: readonly string[], flag: string): boolean {
  if (words.some((word) => word.includes(flag) && !word.startsWith(`--${flag}=`))) return true;
  const minor = judgedMinor(line.minor);
  return line.faults.some(({ word }) => helpWithUnknownFlag(line.program, word.text, minor).includes(flag));
}

function isSet(line: CommandLine, flag: string): boolean {
  return (lastUse(line, flag)?.value ?? '') !== '';
}
