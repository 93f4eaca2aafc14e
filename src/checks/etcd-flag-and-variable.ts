import { type Etcd, etcdsOf } from '../control-plane/etcd-line.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'etcd-flag-and-variable',
  scope: 'file',
  summary: 'etcd gets a setting by a flag and by its environment variable too',
  severity: 'warning',
  programs: ['etcd'],
  why: 'ETCD_NAME stands for --name, and so on. When both are there, even if they say the same, etcd takes it for a mistake and ends: "conflicting environment variable is shadowed by corresponding command-line flag".',
  bad: '--name=cp-1, and ETCD_NAME in env',
  good: '--name=cp-1 alone',
  fix: 'Keep the flag or the variable, not both.',
  links: ['go.etcd.io/etcd/pkg/v3/flags/flag.go SetFlagsFromEnv, verifyEnv'],
  check: ({ components }) => {
    const etcds = etcdsOf(components);
    return etcds.flatMap(inBoth);
  },
});

function inBoth({ component: { source }, line }: Etcd): readonly Finding[] {
  // With a configuration file etcd looks at no variables.
  if (line.variables.length === 0 || line.configFile) return NOTHING;
  const uses = new Map(line.uses.map((use) => [use.flag.name, use]));
  return line.variables.flatMap(({ name, flag, range }) => {
    const use = uses.get(flag.name);
    if (!use) return [];
    return [
      {
        message: `etcd ends at once, and the kubelet restarts it for ever: it gets --${flag.name} and ${name}, and refuses to choose`,
        location: source.locate(range),
        help: `remove ${name} or the flag`,
        related: [{ location: source.locate(use.word.range), message: 'this flag sets the same' }],
      },
    ];
  });
}
