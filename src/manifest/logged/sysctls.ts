import { FieldPath } from '../../validation/field-path.ts';
import type { Minor } from '../../versions/minor.ts';
import { shorten } from '../shown.ts';
import { type LoggedRule, NOTHING, type Remark, type TakenPod } from './rule.ts';

/** safeSysctls (pkg/kubelet/sysctl/safe_sysctls.go): since when; newer kernels have all of them. */
const SAFE: Readonly<Record<string, Minor>> = {
  'kernel.shm_rmid_forced': 28,
  'net.ipv4.ip_local_port_range': 28,
  'net.ipv4.tcp_syncookies': 28,
  'net.ipv4.ping_group_range': 28,
  'net.ipv4.ip_unprivileged_port_start': 28,
  'net.ipv4.ip_local_reserved_ports': 28,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
  'net.ipv4.tcp_slow_start_after_idle': 37,
  'net.ipv4.tcp_notsent_lowat': 37,
};

const SYSCTLS = FieldPath.of('spec').child('securityContext').child('sysctls');

/** Sysctls that this node does not allow. */
export const sysctls: LoggedRule = {
  id: 'pod-sysctl-forbidden',
  evidence: [
    'pkg/kubelet/sysctl/safe_sysctls.go, allowlist.go Admit',
    'seen with 1.34.10 and 1.37.1: "Pod admission denied", reason "SysctlForbidden"',
  ],
  look: (taken) => {
    const list = taken.spec.securityContext?.sysctls;
    if (!list?.length) return NOTHING;
    return list.flatMap(({ name = '' }, i) => ofSysctl(name, SYSCTLS.index(i).child('name'), taken));
  },
};

function ofSysctl(written: string, path: FieldPath, { facts }: TakenPod): readonly Remark[] {
  const name = normalized(written);
  if (Object.hasOwn(SAFE, name) && SAFE[name]! <= facts.version) return NOTHING;
  const allowed = facts.node?.allowedUnsafeSysctls;
  if (allowed?.some((pattern) => allows(normalized(pattern), name))) return NOTHING;
  const fate = 'takes the file and then rejects the pod: its phase is Failed, and nothing runs';
  return [
    {
      path,
      severity: 'warning',
      message: allowed
        ? `"${shorten(name)}" is no safe sysctl, and allowedUnsafeSysctls of this node does not have it: the kubelet ${fate}`
        : `"${shorten(name)}" is no safe sysctl: a kubelet whose allowedUnsafeSysctls does not have it ${fate}`,
      help: `add "${shorten(name)}" to allowedUnsafeSysctls of the kubelet's configuration, or remove it here`,
    },
  ];
}

/** NormalizeName: with the slash as its first separator a name has dots and slashes the other way round. */
function normalized(name: string): string {
  if (/[./]/.exec(name)?.[0] !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}

function allows(pattern: string, name: string): boolean {
  const star = pattern.indexOf('*');
  return star < 0 ? pattern === name : name.startsWith(pattern.slice(0, star));
}
