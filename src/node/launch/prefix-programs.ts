/** What a program that runs its operands does to the process that it starts. */
export interface PrefixProgram {
  /** Its options (see {@link optionTable}). */
  readonly options: string;
  /** How many operands of its own stand before the command. */
  readonly operands?: number;
  /** `NAME=VALUE` operands before the command are variables. */
  readonly assignments?: boolean;
  /** With one of these it runs nothing, or something that can't be known. */
  readonly refuses?: readonly string[];
}

const COREUTILS = 'help version';
const UTIL_LINUX = 'h help V version';

/**
 * The programs that run their operands, with their options: coreutils 9, util-linux 2.38, systemd 252, sudo 1.9,
 * and each init's own usage.
 */
export const PREFIX_PROGRAMS: Readonly<Record<string, PrefixProgram>> = {
  env: {
    options: `i ignore-environment 0 null u: unset= C: chdir= S: split-string= v debug a: argv0= block-signal=? default-signal=? ignore-signal=? list-signal-handling ${COREUTILS}`,
    assignments: true,
  },
  nice: { options: `n: adjustment= 0 1 2 3 4 5 6 7 8 9 ${COREUTILS}` },
  nohup: { options: COREUTILS },
  timeout: {
    options: `preserve-status foreground k: kill-after= s: signal= v verbose ${COREUTILS}`,
    operands: 1,
  },
  stdbuf: { options: `i: input= o: output= e: error= ${COREUTILS}` },
  ionice: {
    options: `c: class= n: classdata= p: pid= P: pgid= u: uid= t ignore ${UTIL_LINUX}`,
    refuses: ['p', 'pid', 'P', 'pgid', 'u', 'uid'],
  },
  chrt: {
    options: `b batch d deadline f fifo i idle o other r rr R reset-on-fork T: sched-runtime= P: sched-period= D: sched-deadline= a all-tasks m max p pid v verbose ${UTIL_LINUX}`,
    operands: 1,
    refuses: ['p', 'pid', 'm', 'max'],
  },
  taskset: {
    options: `a all-tasks p pid c cpu-list ${UTIL_LINUX}`,
    operands: 1,
    refuses: ['p', 'pid'],
  },
  setsid: { options: `c ctty f fork w wait ${UTIL_LINUX}` },
  choom: { options: `n: adjust= p: pid= ${UTIL_LINUX}`, refuses: ['p', 'pid'] },
  setpriv: {
    options: `d dump nnp no-new-privs ambient-caps= inh-caps= bounding-set= ruid= euid= rgid= egid= reuid= regid= clear-groups keep-groups init-groups groups= securebits= pdeathsig= ptracer= selinux-label= apparmor-profile= reset-env list-caps ${UTIL_LINUX}`,
    refuses: ['d', 'dump', 'list-caps'],
  },
  prlimit: {
    options: `p: pid= o: output= noheadings raw verbose c? core=? d? data=? e? nice=? f? fsize=? i? sigpending=? l? memlock=? m? rss=? n? nofile=? q? msgqueue=? r? rtprio=? s? stack=? t? cpu=? u? nproc=? v? as=? x? locks=? y? rttime=? ${UTIL_LINUX}`,
    refuses: ['p', 'pid'],
  },
  flock: {
    options: `s shared x e exclusive u unlock n nb nonblock w: wait= timeout= E: conflict-exit-code= o close F no-fork c: command= verbose ${UTIL_LINUX}`,
    operands: 1,
    refuses: ['c', 'command'],
  },
  numactl: {
    options:
      'i: interleave= p: preferred= P: preferred-many= C: physcpubind= N: cpunodebind= m: membind= w: weighted-interleave= b balancing l localalloc a all s show H hardware v verbose',
    refuses: ['s', 'show', 'H', 'hardware'],
  },
  cgexec: { options: 'g: sticky h help' },
  'systemd-inhibit': {
    options: 'h help version no-pager no-legend what= who= why= mode= list',
    refuses: ['list'],
  },
  'systemd-cat': { options: 'h help version t: identifier= p: priority= stderr-priority= level-prefix=' },
  'systemd-run': {
    options:
      'h help version no-ask-password user system H: host= M: machine= scope u: unit= p: property= description= slice= slice-inherit no-block r remain-after-exit wait send-sighup service-type= uid= gid= nice= working-directory= d same-dir E: setenv= t pty P pipe q quiet G collect S shell expand-environment= background= path-property= socket-property= on-active= on-boot= on-startup= on-unit-active= on-unit-inactive= on-calendar= on-timezone-change on-clock-change timer-property=',
    refuses: ['user', 'H', 'host', 'M', 'machine', 'S', 'shell'],
  },
  nsenter: {
    options: `a all t: target= m=? mount=? u=? uts=? i=? ipc=? n=? net=? p=? pid=? C=? cgroup=? U=? user=? T=? time=? S: setuid= G: setgid= preserve-credentials r=? root=? w=? wd=? W: wdns= e env F no-fork c join-cgroup Z follow-context ${UTIL_LINUX}`,
  },
  unshare: {
    options: `m=? mount=? u=? uts=? i=? ipc=? n=? net=? p=? pid=? U=? user=? C=? cgroup=? T=? time=? f fork map-user= map-group= r map-root-user c map-current-user map-auto map-users= map-groups= kill-child=? mount-proc=? propagation= setgroups= keep-caps R: root= w: wd= S: setuid= G: setgid= monotonic= boottime= ${UTIL_LINUX}`,
    refuses: ['R', 'root'],
  },
  chroot: { options: `groups= userspec= skip-chdir ${COREUTILS}`, operands: 1 },
  sudo: {
    options:
      'A askpass b background B bell C: close-from= D: chdir= E preserve-env=? e edit g: group= H set-home h: host= i login k reset-timestamp K remove-timestamp l list N no-update n non-interactive P preserve-groups p: prompt= R: chroot= r: role= S stdin s shell T: command-timeout= t: type= U: other-user= u: user= V version v validate help',
    assignments: true,
    refuses: [
      'e',
      'edit',
      'h',
      'host',
      'i',
      'login',
      's',
      'shell',
      'l',
      'list',
      'R',
      'chroot',
      'v',
      'validate',
      'K',
    ],
  },
  runuser: {
    options: `u: user= m p preserve-environment w: whitelist-environment= g: group= G: supp-group= l login c: command= session-command= f fast s: shell= P pty ${UTIL_LINUX}`,
    refuses: ['c', 'command', 'session-command', 'l', 'login', 's', 'shell'],
  },
  'dumb-init': { options: 'c single-child r: rewrite= v verbose h help V version' },
  tini: { options: 's v w g p: e: l h version' },
  'tini-static': { options: 's v w g p: e: l h version' },
  catatonit: { options: 'P g L h V' },
  // kubenswrapper (containers/kubensmnt utils/kubenswrapper.c) enters a mount namespace that holds the node's files.
  kubenswrapper: { options: '' },
};
