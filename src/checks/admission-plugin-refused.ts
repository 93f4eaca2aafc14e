import { commandLineOf, isRecorded, type ListItem, listOf } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { nearestName } from '../schema/suggest.ts';
import { admissionPlugins, lastMinorWithPlugin } from '../versions/admission-plugins.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'admission-plugin-refused',
  scope: 'file',
  summary:
    "kube-apiserver is given admission plugins that its image's version does not have, or to enable and disable one",
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'kube-apiserver ends at an admission plugin it does not know, and at one that is both enabled and disabled. The kubelet restarts it for ever, and the cluster has no API.',
  bad: '--enable-admission-plugins=NodeRestriction,PodSecurityPolicy',
  good: '--enable-admission-plugins=NodeRestriction',
  fix: 'Correct the name, remove a plugin that is gone, and keep a plugin in one of the two lists.',
  links: [
    'k8s.io/apiserver pkg/server/options/admission.go AdmissionOptions.Validate',
    'pkg/kubeapiserver/options/plugins.go AllOrderedPlugins',
    'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/',
  ],
  check: ({ components }) => components.flatMap(refusedPlugins),
});

const LISTS = ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'] as const;

function refusedPlugins(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (line?.program !== 'kube-apiserver' || !isRecorded(line.minor)) return [];
  const { minor } = line;
  const known = admissionPlugins(minor);
  const [enabled, disabled, legacy] = LISTS.map((name) => listOf(line, name) ?? []) as [
    readonly ListItem[],
    readonly ListItem[],
    readonly ListItem[],
  ];
  const unknown = LISTS.flatMap((name, i) =>
    [enabled, disabled, legacy]
      [i]!.filter(({ text }) => !known.has(text))
      .map(({ text, use }) => ({
        message: `${ENDS}: ${name} plugin "${text}" is unknown${goneSince(text, minor)}`,
        location: component.source.locate(use.valueWord.range),
        help: helpWith(text, known),
      })),
  );
  const off = new Map(disabled.map((item) => [item.text, item.use]));
  const both = enabled.flatMap(({ text, use }) => {
    const other = off.get(text);
    if (!other) return [];
    return [
      {
        message: `${ENDS}: it is told to enable "${text}" and to disable it`,
        location: component.source.locate(use.valueWord.range),
        help: 'take it out of one of the two lists',
        related: [{ location: component.source.locate(other.valueWord.range), message: 'disabled here' }],
      },
    ];
  });
  const [old] = legacy;
  const mixed =
    old && enabled.length + disabled.length > 0
      ? [
          {
            message: `${ENDS}: "--admission-control" and "--enable-admission-plugins" or "--disable-admission-plugins" exclude each other`,
            location: component.source.locate(old.use.word.range),
            help: 'remove "--admission-control"',
          },
        ]
      : [];
  return [...unknown, ...both, ...mixed];
}

const ENDS = 'kube-apiserver ends at once, and the kubelet restarts it for ever';

/** Plugins that were gone before the oldest recorded minor, with their last. */
const GONE: Readonly<Record<string, Minor>> = { PodSecurityPolicy: 24 };

function goneSince(name: string, minor: Minor): string {
  const last = lastMinorWithPlugin(name) ?? (Object.hasOwn(GONE, name) ? GONE[name] : undefined);
  return last !== undefined && last < minor ? ` since ${formatMinor(last + 1)}` : '';
}

function helpWith(name: string, known: ReadonlySet<string>): string {
  const near = nearestName(name, known);
  return near === undefined ? 'remove it' : `did you mean "${near}"?`;
}
