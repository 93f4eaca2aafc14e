import { commandLineOf } from '../control-plane/command-line.ts';
import { type Component, KUBERNETES } from '../control-plane/component.ts';
import { normalizeFlagName } from '../node/kubelet/flags/pflag.ts';
import { removedControlPlaneFlag } from '../versions/control-plane-flags.ts';
import { formatMinor } from '../versions/minor.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-flag-removed',
  scope: 'file',
  summary: "a control plane program is given a flag that is gone from its image's version",
  severity: 'warning',
  programs: KUBERNETES,
  why: 'A flag that an older version had stays in the manifest when the image is raised by hand. The program ends at once at a flag it does not know, and the kubelet restarts it for ever.',
  bad: 'kube-apiserver:v1.34.1 with --insecure-port=0',
  good: 'kube-apiserver:v1.34.1 without it',
  fix: 'Remove the flag, or write what took its place.',
  links: ['github.com/spf13/pflag flag.go parseLongArg', 'https://kubernetes.io/releases/notes/'],
  check: ({ components }) => components.flatMap(removedFlags),
});

function removedFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line || line.minor === null) return [];
  const { program, minor, faults } = line;
  return faults.flatMap(({ name, word }) => {
    const gone = name === undefined ? undefined : removedControlPlaneFlag(program, normalizeFlagName(name));
    if (!gone || gone.until >= minor) return [];
    return [
      {
        message: `${program} has no flag "--${name}" since ${formatMinor(gone.until + 1)}, and this is ${formatMinor(minor)}: it ends at once with "unknown flag: --${name}", and the kubelet restarts it for ever`,
        location: component.source.locate(word.range),
        help: gone.instead ?? 'remove it',
      },
    ];
  });
}
