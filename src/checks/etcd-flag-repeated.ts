import { type Etcd, type EtcdUse, etcdsOf } from '../control-plane/etcd-line.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-flag-repeated',
  scope: 'file',
  summary: 'etcd is given a flag twice, with different values',
  severity: 'warning',
  programs: ['etcd'],
  why: 'The last of two wins without a word. Also two lists are not joined: of two --listen-client-urls etcd listens on the last alone.',
  bad: '--data-dir=/var/lib/etcd and, further down, --data-dir=/var/lib/etcd-restored',
  good: '--data-dir=/var/lib/etcd-restored',
  fix: 'Keep the one that is meant.',
  links: ['Go: flag.go FlagSet.parseOne', 'go.etcd.io/etcd/pkg/v3/flags/unique_urls.go UniqueURLs.Set'],
  check: ({ components }) => {
    const etcds = etcdsOf(components);
    return etcds.flatMap(repeated);
  },
});

function repeated({ component: { source }, line: { uses } }: Etcd): Finding[] {
  const last = new Map<string, EtcdUse>();
  for (const use of uses) last.set(use.flag.name, use);
  if (last.size === uses.length) return [];
  return uses.flatMap((use) => {
    const winner = last.get(use.flag.name)!;
    // Values of an ignored flag do nothing, and those of the one other kind add up.
    const counts = use.flag.type !== 'ignored' && use.flag.type !== 'selectiveStrings';
    if (use === winner || use.value === winner.value || !counts) return [];
    return [
      {
        message: `"--${use.flag.name}" is set to "${use.value}" here and to "${winner.value}" further down: etcd takes the last`,
        location: source.locate(use.valueWord.range),
        help: 'keep the one that is meant',
        related: [{ location: source.locate(winner.valueWord.range), message: 'this one counts' }],
      },
    ];
  });
}
