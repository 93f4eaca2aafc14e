import { dataDirectoryOf } from '../control-plane/etcd-data.ts';
import { configuredEtcdsOf } from '../control-plane/etcd-line.ts';
import { wordOfCommand } from '../diagnostics/shell-word.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-data-dir-mode',
  scope: 'node',
  area: 'control-plane',
  summary: "others than root may look into etcd's data directory",
  severity: 'info',
  why: 'The database holds every Secret of the cluster. etcd makes its directory with mode 0700; of one that is more open it says so in its log, and starts all the same.',
  bad: '/var/lib/etcd with mode 0755',
  good: '/var/lib/etcd with mode 0700',
  fix: 'chmod 700 the directory.',
  links: ['go.etcd.io/etcd/client/pkg/v3/fileutil/fileutil.go TouchDirAll, CheckDirPermission'],
  check: ({ host, files }) => {
    const etcds = configuredEtcdsOf(runningComponents(files));
    return etcds.length === 0
      ? NOTHING
      : etcds.flatMap((etcd): Finding[] => {
          const directory = dataDirectoryOf(etcd);
          const found = directory === null ? undefined : host.stat(directory);
          if (!directory || !found?.ok || found.value.type !== 'directory' || (found.value.mode & 0o77) === 0)
            return [];
          return [
            {
              message: `"${directory}" holds etcd's data, every Secret among them, and has mode ${(found.value.mode & 0o777).toString(8).padStart(4, '0')}`,
              location: { file: directory },
              help: `chmod 700 ${wordOfCommand(directory) ?? 'the directory'}`,
            },
          ];
        });
  },
});
