import { commandLineOf, isRecorded, judgedMinor } from '../control-plane/command-line.ts';
import { type Component, KUBERNETES } from '../control-plane/component.ts';
import { helpWithUnknownFlag } from '../control-plane/explain-unknown-flag.ts';
import type { Fault } from '../control-plane/read-line.ts';
import { normalizeFlagName } from '../node/kubelet/flags/pflag.ts';
import {
  type ControlPlaneProgram,
  controlPlaneFlag,
  removedControlPlaneFlag,
} from '../versions/control-plane-flags.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-flag-unknown',
  scope: 'file',
  summary: "a control plane program is given a flag that its image's version does not have",
  severity: 'warning',
  programs: KUBERNETES,
  why: 'kube-apiserver, kube-controller-manager and kube-scheduler end at once at a flag they do not know. The kubelet is content with the manifest and restarts the container for ever; only the log of the container tells why.',
  bad: '--etcd-server=https://127.0.0.1:2379',
  good: '--etcd-servers=https://127.0.0.1:2379',
  fix: 'Correct the name of the flag, or remove it.',
  links: [
    'github.com/spf13/pflag flag.go parseLongArg',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
  ],
  check: ({ components }) => components.flatMap(unknownFlags),
});

/** The program itself names one. */
const SHOWN = 100;

function unknownFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line) return [];
  return line.faults.slice(0, SHOWN).flatMap((fault) => {
    // A word with a space in its name is two words (argument-is-two-words).
    if (fault.problem !== 'unknown' || /\s/.test(fault.name ?? '')) return [];
    const why = reason(line.program, fault, line.minor);
    if (why === null) return [];
    return [
      {
        message: `${component.name} ends at once with "${fault.message}", and the kubelet restarts it for ever: ${why}`,
        location: component.source.locate(fault.word.range),
        help: helpWithUnknownFlag(line.program, fault.word.text, judgedMinor(line.minor)),
      },
    ];
  });
}

/** Why there is no such flag; null where there may be one, and for one that is gone, which is another check's. */
function reason(program: ControlPlaneProgram, fault: Fault, minor: Minor | null): string | null {
  const name = normalizeFlagName(fault.name ?? '');
  const version = minor === null ? '' : formatMinor(minor);
  const since = controlPlaneFlag(program, name)?.since;
  if (since !== undefined && minor !== null && minor < since) {
    return `${version} does not have "--${name}" yet, which came with ${formatMinor(since)}`;
  }
  const gone = removedControlPlaneFlag(program, name);
  if (gone && (minor === null || gone.until < minor)) return null;
  // No version has a letter that this does not have.
  if (fault.name === undefined) return 'flags have two dashes';
  return isRecorded(minor) ? `${version} has no such flag` : null;
}
