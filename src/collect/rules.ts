import { rulesOf } from '../node/systemd/systemd-version.ts';
import { unitDirectories } from '../node/systemd/unit-directories.ts';
import { anyCase } from './pattern.ts';

/*
 * What is taken from a node and what is left there, as data: the shell script is made from the same lists as the
 * TypeScript that does it here. Patterns are those of sh's `case` (src/collect/pattern.ts).
 */

/** A file that has more is left out; one of the kubelet's has some hundred lines. */
export const MAX_TEXT = 1024 * 1024;
/** A file that has a longer line is left out: looking for secrets in a line costs the square of its length. */
export const MAX_LINE = 32 * 1024;
/** A directory that has more entries is left out. */
export const MAX_ENTRIES = 1000;
/** No more files and directories than this are taken. */
export const MAX_MEMBERS = 4000;
/** How many directories below one another are taken where all that is below is. */
export const MAX_DEPTH = 6;
/** How often the paths that are named in what was taken are taken in their turn. */
export const ROUNDS = 2;
/** So many of the words that look like paths are heeded in one file, and so many bytes of them in each round. */
export const MAX_WORDS = 1000;
export const MAX_QUEUE = 128 * 1024;
/** How many symlinks one path may lead through, as on Linux. */
export const MAX_LINKS = 40;

/** Names of the programs that are or start a kubelet, in names of units and of files with their settings. */
const NAMES = ['*kube*', '*k3s*', '*rke2*', '*k0s*', '*k8s*', 'origin-node*', 'atomic-openshift-node*'];

/** Where systemd looks for units, in every version. */
export const unitDirectoriesOfAll = (): readonly string[] =>
  unitDirectories(rulesOf({ systemdVersion: 252 }));

/**
 * What is looked for on every node. A component may be a pattern; a directory comes with the files in it, with
 * a double star behind it all that is below comes too.
 */
export const wellKnown = (): readonly string[] => [
  '/etc/hostname',
  '/etc/machine-id',
  '/etc/machine-info',
  '/etc/os-release',
  '/usr/lib/os-release',
  '/etc/passwd',
  '/etc/group',
  '/usr/lib/passwd',
  '/usr/lib/group',
  '/etc/environment',
  '/etc/locale.conf',
  ...['/etc/default', '/etc/sysconfig', '/etc/conf.d', '/etc/init.d', '/etc/init'].flatMap((directory) =>
    NAMES.map((name) => `${directory}/${name}`),
  ),
  ...unitDirectoriesOfAll().flatMap((directory) => [
    ...NAMES.map((name) => `${directory}/${name}`),
    ...['wants', 'requires', 'upholds'].flatMap((links) =>
      NAMES.map((name) => `${directory}/*.${links}/${name}`),
    ),
    `${directory}/service.d`,
  ]),
  '/etc/systemd/system.conf',
  '/etc/systemd/system.conf.d',
  '/run/systemd/system.conf.d',
  '/usr/local/lib/systemd/system.conf.d',
  '/usr/lib/systemd/system.conf.d',
  '/etc/kubernetes/**',
  '/etc/origin/node/**',
  '/etc/rancher/**',
  '/etc/k0s/**',
  '/var/lib/kubelet',
  '/var/lib/kubelet/*.d/**',
  '/var/lib/rancher/*/agent/etc/**',
  '/var/lib/rancher/*/agent/pod-manifests',
  '/run/k0s/kubelet',
  '/var/lib/k0s',
  '/var/lib/k0s/kubelet',
  '/var/lib/rancher/*/agent/kubelet.kubeconfig',
  '/var/lib/rancher/*/bin/kubelet',
  '/var/snap/*/current',
  '/var/snap/*/*/args',
  ...['*k8s*', 'kube*'].flatMap((name) => [`/snap/${name}/current`, `/snap/${name}/current/meta/snap.yaml`]),
  '/var/lib/dpkg/status.d/kubelet',
  '/var/lib/dpkg/status.d/kubernetes-node',
  '/lib/apk/db/installed',
  '/usr/lib/apk/db/installed',
  '/var/lib/pacman/local/kubelet-*',
  '/var/db/pkg/sys-cluster/kubelet-*',
  '/etc/extensions',
  '/run/extensions',
  '/var/lib/extensions',
  '/etc/eks/**',
  '/etc/kubeadm',
  '/run/config',
  '/home/kubernetes',
  '/usr/bin/*kubelet*',
  '/usr/local/bin/*kubelet*',
  '/opt/bin/*kubelet*',
  '/kind/version',
  '/root/kubeadm-config.yaml',
  '/system/state/config.yaml',
  // What the checks of a node look at beside the kubelet's own.
  '/etc/hosts',
  '/etc/fstab',
  '/etc/resolv.conf',
  '/etc/sysctl.conf',
  '/etc/sysctl.d',
  '/etc/crictl.yaml',
  '/etc/default/grub',
  '/etc/systemd/zram-generator.conf',
  '/etc/containerd/config.toml',
  '/etc/containerd/conf.d',
  '/etc/crio/**',
  '/etc/docker/daemon.json',
];

/** The list of packages: the paragraphs of these packages only are taken. */
export const PACKAGES = '/var/lib/dpkg/status';
export const PACKAGE_NAMES: readonly string[] = ['kubelet', 'kubelet-*', 'kubernetes-node'];

/** Files in which paths are not looked for: they name homes and shells. */
export const NOT_SEARCHED: readonly string[] = [
  '*/passwd',
  '*/group',
  '*.crt',
  '*.pem',
  '*/os-release',
  '*/apk/db/*',
];

/** The kernel's and the logs': nothing there is a file of the node's set-up. Not even remarked on. */
export const outside = (): readonly string[] => [
  ...['/proc', '/sys', '/dev', '/var/log', '/boot'].flatMap((path) => [path, `${path}/*`]),
  '*.log',
];

/** Directories that are not taken for being named; single files in them are. */
export const NOT_WHOLE: readonly string[] = [
  '/usr/*',
  '/lib*/*',
  '*/bin',
  '*/sbin',
  '/bin/*',
  '/sbin/*',
  '/var/lib',
  '/var/run',
  '/var/cache*',
  '/var/spool*',
  '/var/tmp',
  '/var/lib/kubelet/pods*',
  '/var/lib/kubelet/pki',
  '/var/lib/kubelet/plugins*',
  '/var/lib/etcd*',
  '/var/lib/docker*',
  '/var/lib/containerd*',
  '/var/lib/containers*',
  '/run/containerd*',
  '/run/user*',
  '/etc/ssl*',
  '/etc/ssh*',
  '/etc/pki*',
  '/etc/ca-certificates*',
  '/etc/systemd',
  '/etc/systemd/system',
  '/run/systemd*',
  '/etc/default',
  '/etc/sysconfig',
  '/etc/profile.d',
  '/etc/cron*',
  '/etc/init.d',
  '/etc/security*',
  '/nix/store',
  '/snap/*',
];

/** Why a file stays on the node. */
export type Reason =
  | 'private-key'
  | 'kubeconfig'
  | 'secret'
  | 'binary'
  | 'too-large'
  | 'too-many'
  | 'directory'
  | 'denied'
  | 'socket';

/** Each reason in words, to be read after "left out 3". */
export const REASONS: Readonly<Record<Reason, string>> = {
  'private-key': 'private keys',
  kubeconfig: 'kubeconfigs',
  secret: 'files of passwords, tokens or other secrets',
  binary: 'programs and other files that are not text',
  'too-large': 'files larger than 1 MiB, or with a line longer than 32 KiB',
  'too-many': 'directories of more than 1000 entries, or what came after 4000 files',
  directory: 'directories that are named but are not only for Kubernetes',
  denied: 'paths that this user may not read',
  socket: 'sockets',
};

/** A reason to leave a file out, and the patterns of the paths or lines that are one. */
export interface Rule {
  readonly reason: Reason;
  readonly patterns: readonly string[];
  /** Whether scripts are left out too. */
  readonly scripts?: true;
}

/** Left out by their path. */
export const byPath = (): readonly Rule[] => [
  {
    reason: 'private-key',
    patterns: [
      '*.key',
      '*[-_.]key.pem',
      '*/key.pem',
      '*.p12',
      '*.pfx',
      '*.jks',
      '*.keystore',
      '*.keytab',
      '*/id_rsa',
      '*/id_dsa',
      '*/id_ecdsa',
      '*/id_ed25519',
      '/etc/ssl/private/*',
      '/etc/ssh/*',
    ],
  },
  { reason: 'kubeconfig', patterns: ['*.kubeconfig', '*/.kube/*'] },
  {
    reason: 'secret',
    patterns: [
      '/etc/shadow*',
      '/etc/gshadow*',
      '/etc/sudoers*',
      '/etc/security/opasswd',
      '/run/secrets/*',
      '/var/run/secrets/*',
      '/run/credentials/*',
      '/run/user/*',
      '/root/.*',
      '/home/*/.*',
      '*/.ssh/*',
      '*/.gnupg/*',
      '*/.aws/*',
      '*/.docker/*',
      '*/serviceaccount/*',
      '/var/lib/kubelet/pods/*',
      '*/.netrc',
      '*/.pgpass',
      '*/.git-credentials',
      '*htpasswd*',
      '*/cred/passwd',
      '*.csv',
      '*.kdbx',
      ...['token', 'password', 'secret', 'credentials'].flatMap((word) => [
        `*${anyCase(word)}`,
        `*${anyCase(word)}.txt`,
      ]),
    ],
  },
];

/** Left out by a line in them. A script that writes such a file is taken, with its secrets masked. */
export const byLine = (): readonly Rule[] => [
  { reason: 'private-key', patterns: ['*PRIVATE KEY-----*'], scripts: true },
  {
    reason: 'kubeconfig',
    patterns: [
      ...['Config', '"Config"', "'Config'"].flatMap((kind) => [
        `kind: ${kind}`,
        `kind: ${kind}[!A-Za-z0-9]*`,
      ]),
      '*"kind": "Config"*',
      '*"kind":"Config"*',
      'current-context:*',
      '*"current-context"*',
      '*client-key-data*',
    ],
  },
  {
    reason: 'secret',
    patterns: [
      ...['EncryptionConfig*', 'Secret', 'Secret[!A-Za-z0-9]*'].flatMap((kind) => [`kind: ${kind}`]),
      ...['EncryptionConfig', 'EncryptionConfiguration', 'Secret'].flatMap((kind) => [
        `*"kind": "${kind}"*`,
        `*"kind":"${kind}"*`,
      ]),
      '*"auths"*',
    ],
  },
];

/** Characters that no text has. NUL is not among them, for a shell can't see one. */
export const CONTROL = '\x01-\x08\x0e-\x1a\x1c-\x1f\x7f';

/** What is written in place of a secret: nothing that a shell, YAML, JSON or systemd reads as more than a word. */
export const MASK = '_masked_';

/** Words by which a line is looked at closely. */
export const suspicious = (): readonly string[] => [
  ...['token', 'pass', 'pwd', 'secret', 'credential', 'key', 'auth', 'cookie'].map(
    (word) => `*${anyCase(word)}*`,
  ),
  '*://*',
  '*LS0tLS1CRUdJTi*',
];

/** Names of settings whose values are secret, by their end. */
export const secretNames = (): readonly string[] => [
  ...[
    'token',
    'password',
    'passwd',
    'passphrase',
    'secret',
    'credential',
    'credentials',
    'apikey',
    'api[-_]key',
    'accesskey',
    'access[-_]key',
    'accesskeyid',
    'access[-_]key[-_]id',
    'secretkey',
    'secret[-_]key',
    'privatekey',
    'private[-_]key',
    'encryptionkey',
    'encryption[-_]key',
    'certificatekey',
    'certificate[-_]key',
    'key-data',
    'authorization',
    'bearer',
    'cookie',
    '[-_.]auth',
    '[-_.]pass',
    '[-_.]pwd',
  ].map((word) => `*${anyCaseOutside(word)}`),
  anyCase('auth'),
  anyCase('pass'),
];

/** Words within the names of environment variables whose values are secret, as src/answers/mask.ts has them. */
export const SECRET_VARIABLES: readonly string[] = [
  '*SECRET*',
  '*TOKEN*',
  '*PASSWORD*',
  '*PASSWD*',
  '*PASSPHRASE*',
  '*CREDENTIAL*',
  '*PRIVATE_KEY*',
  '*PRIVATEKEY*',
  '*API_KEY*',
  '*APIKEY*',
  '*ACCESS_KEY*',
  '*ACCESSKEY*',
];

/** Values that are no secret whatever the name says. */
export const PLAIN_VALUES: readonly string[] = [
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'null',
  'none',
  'True',
  'False',
  '~',
  MASK,
];

/** How base64 of a PEM private key goes on after `LS0tLS1CRUdJTi`, the base64 of `-----BEGIN`. */
export const BASE64_KEYS: readonly string[] = [
  'BSU0EgUFJJVkFURS',
  'BQUklWQVRFIEtFWS',
  'BFQyBQUklWQVRFIEtFWS',
  'BPUEVOU1NIIFBSSVZBVEUgS0VZ',
  'BFTkNSWVBURUQgUFJJVkFURSBLRVk',
  'BEU0EgUFJJVkFURS',
  'BFRDI1NTE5IFBSSVZBVEUgS0VZ',
];

function anyCaseOutside(word: string): string {
  return word.replace(/\[[^\]]*\]|[a-z]+/g, (part) => (part.startsWith('[') ? part : anyCase(part)));
}
