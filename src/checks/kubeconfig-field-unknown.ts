import { encode } from '../bytes/text.ts';
import { isAbsolute } from '../node/host/path.ts';
import { nearestName } from '../schema/suggest.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';

const FIELDS = {
  cluster: [
    'certificate-authority',
    'certificate-authority-data',
    'disable-compression',
    'extensions',
    'insecure-skip-tls-verify',
    'proxy-url',
    'server',
    'tls-server-name',
  ],
  user: [
    'as',
    'as-groups',
    'as-uid',
    'as-user-extra',
    'auth-provider',
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'exec',
    'extensions',
    'password',
    'token',
    'tokenFile',
    'username',
  ],
  context: ['cluster', 'extensions', 'namespace', 'user'],
} as const;

export default defineCheck({
  id: 'kubeconfig-field-unknown',
  scope: 'node',
  area: 'credentials',
  summary: "a member of the kubelet's kubeconfig is misspelt",
  severity: 'warning',
  why: 'A kubeconfig is not read strictly: what has another name than a field is passed over without a word, and the authority, the certificate or the server in it is missing.',
  bad: 'certificate-autority-data: LS0t…',
  good: 'certificate-authority-data: LS0t…',
  fix: 'Correct the name, and restart the kubelet.',
  links: ['client-go tools/clientcmd/api/v1/types.go', 'client-go tools/clientcmd/loader.go Load'],
  check: ({ host, report }) => {
    const path = startOnNode(report)?.flags.kubeconfig ?? '';
    const text = isAbsolute(path) ? textOf(host, path) : undefined;
    if (!text) return NOTHING;
    const { root, source } = parseDocument(encode(text), path);
    return (['cluster', 'user', 'context'] as const).flatMap((kind) => {
      const list = getMember(root, `${kind}s`);
      return (list?.kind === 'array' ? list.items : []).flatMap((item) => {
        const entry = getMember(item, kind);
        if (entry?.kind !== 'object') return [];
        const known: readonly string[] = FIELDS[kind];
        const names = new Set(entry.members.map(({ key }) => key));
        return entry.members.flatMap(({ key, value }) => {
          const meant = known.includes(key) ? undefined : nearestName(key, known);
          if (meant === undefined || names.has(meant)) return [];
          return [
            {
              message: `the kubelet does not see "${key}" in its kubeconfig, for there is no such field`,
              location: source.locate(value.range),
              help: `did you mean "${meant}"?`,
            },
          ];
        });
      });
    });
  },
});
