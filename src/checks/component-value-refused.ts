import {
  type CommandFlag,
  commandLineOf,
  isRecorded,
  judgedMinor,
  lastUse,
} from '../control-plane/command-line.ts';
import { type Component, KUBERNETES } from '../control-plane/component.ts';
import { refusalOfValue } from '../control-plane/flag-values.ts';
import { isOpen } from '../control-plane/read-line.ts';
import { REFUSED_VALUES } from '../control-plane/refused-values.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-value-refused',
  scope: 'file',
  summary: 'a control plane program is given a value that it refuses when it validates its options',
  severity: 'warning',
  programs: KUBERNETES,
  why: 'A value can be of the right type and still not do: a port that is none, a lock that is gone, a cloud provider that is no longer built in. The program ends at once, and the kubelet restarts it for ever.',
  bad: 'kube-apiserver --secure-port=0',
  good: 'kube-apiserver --secure-port=6443',
  fix: 'Write a value that the program takes, or remove the flag.',
  links: [
    'k8s.io/apiserver pkg/server/options Validate',
    'k8s.io/controller-manager options/generic.go Validate',
    'cmd/kube-controller-manager/app/options/options.go KubeControllerManagerOptions.Validate',
    'pkg/scheduler/apis/config/validation ValidateKubeSchedulerConfiguration',
  ],
  check: ({ components }) => components.flatMap(refusedValues),
});

const FLAGS: ReadonlySet<string> = new Set(REFUSED_VALUES.map(({ flag }) => flag));

function refusedValues(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line || !isRecorded(line.minor)) return [];
  const { program, minor } = line;
  if (!line.doubtful.some(({ name }) => FLAGS.has(name))) return [];
  const set = REFUSED_VALUES.filter(({ flag }) => lastUse(line, flag));
  return set.flatMap(({ flag, programs, since, unless, refuses, why, help }) => {
    const use = lastUse(line, flag)!;
    if (!programs.includes(program) || (since !== undefined && minor < since)) return [];
    if (unless && lastUse(line, unless.flag)?.value === unless.text) return [];
    if (!isReadable(use) || !refuses(use.value)) return [];
    return [
      {
        message: `${program} ends at once with "--${flag}=${use.value}", and the kubelet restarts it for ever: ${why}`,
        location: component.source.locate(use.valueWord.range),
        help,
      },
    ];
  });

  function isReadable({ flag, value: text }: CommandFlag): boolean {
    return !isOpen(text) && refusalOfValue(flag.type, text, judgedMinor(minor)) === null;
  }
}
