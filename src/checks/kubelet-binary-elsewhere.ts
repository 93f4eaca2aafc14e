import { baseName } from '../node/host/path.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, NOTHING } from './define-check.ts';

/** Where packages and guides put the kubelet. */
const USUAL = ['/usr/bin/kubelet', '/usr/local/bin/kubelet', '/opt/bin/kubelet', '/usr/sbin/kubelet'];

export default defineCheck({
  id: 'kubelet-binary-elsewhere',
  scope: 'node',
  area: 'unit',
  stopsKubelet: true,
  summary: 'the unit starts a program that is not there, and a kubelet lies elsewhere',
  severity: 'warning',
  why: 'systemd tries again and again: "Failed to locate executable", status=203/EXEC.',
  bad: 'ExecStart=/usr/local/bin/kubelet, and the kubelet is /usr/bin/kubelet',
  good: 'ExecStart=/usr/bin/kubelet',
  fix: 'Correct ExecStart=, run "systemctl daemon-reload" and restart the kubelet.',
  links: ['systemd.exec(5) EXIT_EXEC', 'systemd src/core/execute.c exec_child'],
  check: ({ host, report }) => {
    const execution = report.found?.service.described;
    if (!execution || host.live) return NOTHING;
    const { exe, argv } = execution;
    const name = baseName(exe);
    if (!/kubelet/.test(exe) && (name.length > 16 || editDistance(name, 'kubelet') > 2)) return NOTHING;
    const look = host.stat(exe);
    if (look.ok || look.failure.reason !== 'absent') return NOTHING;
    const there = USUAL.find((path) => {
      const info = host.stat(path);
      return info.ok && info.value.type === 'file';
    });
    const location = argv[0]?.origin.location;
    if (there === undefined) return NOTHING;
    return [
      {
        message: `the kubelet does not start: there is no "${exe}" to execute`,
        ...(location && { location }),
        help: `there is a "${there}": is that what is meant?`,
      },
    ];
  },
});
