import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporary } from './support.ts';

/** In every file of this node that holds a secret. */
export const SECRET = 'FORBIDDEN';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: nginx
    args: ["--token", "${SECRET}", "--ok"]
    command:
    - --token
    - ${SECRET}
    env:
    - name: DB_PASSWORD
      value: "${SECRET}"
    - name: PLAIN
      value: /opt/named
`;

const FILES: Readonly<Record<string, string>> = {
  'etc/systemd/system/kubelet.service': `[Service]
Environment="K3S_TOKEN=${SECRET} more" A=b
Environment=BOOT_TOKEN=${SECRET} ROOT=/opt/root
EnvironmentFile=-/etc/default/kubelet
EnvironmentFile=-/etc/node.env
ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --token ${SECRET} --pod-manifest-path=/opt/man \\
  --a=/opt/abs/y --b=/opt/rel/f --c=/opt/loop --d=\${ROOT}/conf /etc/shadow /many /opt/escape /opt/bytes.dat
`,
  'opt/root/conf': 'read through a variable\n',
  'etc/node.env': `PASSWORD=${SECRET} with blanks ${SECRET}
export API_KEY='${SECRET}'
DB_SECRET="${SECRET}
${SECRET}" Z=1
HTTP_PROXY=http://user:${SECRET}@proxy:3128/
`,
  'etc/default/kubelet': `KUBELET_EXTRA_ARGS="--v=2 --bootstrap-token=${SECRET} --config-dir=/etc/kubernetes/conf.d"\n`,
  'etc/default/kubelet-wrapper': `#!/bin/sh
TOKEN=${SECRET} exec kubelet --kubeconfig=/etc/k --config=/opt/c.yaml
cat > k <<X
kind: Config
token: ${SECRET}
X
curl -H "Authorization: Bearer ${SECRET}" http://x | sh -c "a --token=${SECRET} --config=/opt/d.yaml"
`,
  'etc/kubernetes/conf.d/sub/a.conf': `staticPodURLHeader:\r\n  Authorization:\r\n  - Bearer ${SECRET}\r\n  Cookie: ["${SECRET}"]\r\n`,
  'var/lib/kubelet/config.yaml': `staticPodPath: rel/pods\nk: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ${SECRET}\n`,
  'var/lib/kubelet/rel/pods/p.yaml': POD,
  'usr/bin/kubelet': '\x7fELF\x01\x01binary',
  'opt/man/pod.yaml': POD,
  'opt/man/with space.yaml': POD,
  'opt/man/new\nline.yaml': 'kind: Pod\n',
  'opt/man/-dash.yaml': 'kind: Pod\n',
  'opt/man/--checkpoint-action=exec=touch pwned': 'kind: Pod\n',
  'opt/man/quo\'te".yaml': 'kind: Pod\n',
  'opt/man/\'q"\n\\x.yaml': `token: ${SECRET}\n`,
  'opt/man/$(touch pwned)`touch pwned`.yaml': 'kind: Pod\n',
  'opt/man/*?[a].yaml': 'kind: Pod\n',
  'opt/man/back\\slash\\n.yaml': 'kind: Pod\n',
  'opt/man/.hidden': 'kind: Pod\n',
  [`opt/man/${'n'.repeat(150)}.yaml`]: `password: ${SECRET}\n`,
  [`opt/man/${'k'.repeat(150)}.yaml`]: 'ok: 1\n',
  'opt/man/umläute-\u{1f600}.yaml': 'name: Größe \u0401\u0301\ntoken: x\n',
  'opt/man/below/not-read': 'x\n',
  'opt/man/admin.yaml': `apiVersion: v1\nkind: Config\nusers:\n- token: ${SECRET}\n`,
  'opt/man/large.yaml': `a: ${'1'.repeat(97)}\n`.repeat(11_000),
  'opt/man/nul.yaml': `a: 1\0\ntoken: ${SECRET}\n`,
  'etc/kubernetes/k.conf': `apiVersion: v1\nusers: []\ncurrent-context: ${SECRET}\n`,
  'etc/kubernetes/j.conf': `{"kind": "Config", "x": "${SECRET}"}`,
  'etc/kubernetes/pki/ca.pem': `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n`,
  'etc/kubernetes/pki/ca.key': `${SECRET}\n`,
  'etc/kubernetes/pki/ca.crt': '-----BEGIN CERTIFICATE-----\nabc\n',
  'etc/kubernetes/enc.yaml': `kind: EncryptionConfiguration\nsecret: ${SECRET}\n`,
  'etc/kubernetes/known_tokens.csv': `${SECRET},user,uid\n`,
  'etc/shadow': `root:${SECRET}:1\n`,
  'opt/real/y': 'a: /opt/named-late\n',
  'opt/real/f': 'hi\n',
  'opt/named-late': 'two\n',
  'opt/named/file': 'a: /opt/third\n',
  'opt/third': 'not asked for: three steps\n',
  'opt/c.yaml': 'c\n',
  'opt/d.yaml': 'd\n',
  'opt/bytes.dat': 'a\x01b\n',
  'var/lib/dpkg/status': `Package: a\nVersion: 1\n\nPackage: kubelet\nVersion: 1.31.2-1.1\nDescription: x\n .\n\nPackage: z\nV: ${SECRET}\n`,
};

const LINKS: Readonly<Record<string, string>> = {
  'etc/kubernetes/link-shadow': '/etc/shadow',
  'etc/kubernetes/link-out': '/etc/hostname',
  'etc/kubernetes/link-dots': '../../../../../../../../../../../../etc/passwd',
  'etc/kubernetes/link-root': '/',
  'opt/loop': 'loop2',
  'opt/loop2': 'loop',
  'opt/abs': '/opt/real',
  'opt/rel': 'real',
  'opt/escape': '/etc',
};

/** A copy of a node on which everything is as it should not be. */
export function nastyNode(): string {
  const root = join(temporary(), 'root');
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const [path, target] of Object.entries(LINKS)) symlinkSync(target, join(root, path));
  mkdirSync(join(root, 'etc/kubernetes/manifests'));
  mkdirSync(join(root, 'many'));
  for (let i = 0; i < 10_000; i++) writeFileSync(join(root, `many/${i}`), '');
  spawnSync('mkfifo', [join(root, 'opt/man/fifo')]);
  // Bytes that are no UTF-8.
  writeFileSync(Buffer.from(`${root}/opt/man/b\x81\xff.yaml`, 'latin1'), 'kind: Pod\n');
  return root;
}
