import { etcdsOf } from '../control-plane/etcd-line.ts';
import { defineCheck } from './define-check.ts';

export default defineCheck({
  id: 'etcd-config-file',
  scope: 'file',
  summary: 'etcd reads a configuration file, and ignores the other flags',
  severity: 'warning',
  programs: ['etcd'],
  why: 'With --config-file etcd takes everything from that file: all other flags and variables are read and thrown away. What the manifest says of names, URLs, directories and certificates does not hold.',
  bad: '--config-file=/etc/etcd/etcd.conf and --data-dir=/var/lib/etcd',
  good: '--config-file=/etc/etcd/etcd.conf alone',
  fix: 'Keep everything in the file, or everything in flags.',
  links: ['go.etcd.io/etcd/server/v3/etcdmain/config.go parse'],
  check: ({ components }) => {
    const etcds = etcdsOf(components);
    return etcds.flatMap(({ component: { source }, line }) => {
      const ignored = line.uses.filter(({ flag }) => flag.name !== 'config-file' && flag.name !== 'version');
      if (!line.configFile || ignored.length === 0) return [];
      const flags = ignored.length === 1 ? 'one other flag' : `${ignored.length} other flags`;
      return [
        {
          message: `etcd takes all its settings from "${line.configFile.text}", and ignores ${flags}, among them "--${ignored[0]!.flag.name}"`,
          location: source.locate(line.configFile.range),
          help: 'keep everything in the file, or everything in flags',
          related: [{ location: source.locate(ignored[0]!.word.range), message: 'ignored' }],
        },
      ];
    });
  },
});
