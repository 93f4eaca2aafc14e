import { encode } from '../bytes/text.ts';
import type { Location } from '../diagnostics/location.ts';
import type { Host } from '../node/host/host.ts';
import { isAbsolute } from '../node/host/path.ts';
import { readKubeconfig } from '../pki/kubeconfig.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, NOTHING, type NodeSubject } from './define-check.ts';
import { isMissing, isSetAside, nearest, siblings, startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { newKubeconfig } from './reading/new-kubeconfig.ts';
import { endsOrWaits, oddFile } from './reading/odd-file.ts';

export default defineCheck({
  id: 'kubelet-kubeconfig-unusable',
  scope: 'node',
  area: 'credentials',
  stopsKubelet: true,
  summary: "the kubelet can't use its kubeconfig, and has none to bootstrap from",
  severity: 'warning',
  why: 'Without a kubeconfig that it can load the kubelet asks for a new one with --bootstrap-kubeconfig. kubeadm removes that file once a node has joined, so the kubelet ends, and its log speaks of the bootstrap file instead of the one that is wrong.',
  bad: '--kubeconfig=/etc/kubernetes/kubelet.conff',
  good: '--kubeconfig=/etc/kubernetes/kubelet.conf',
  fix: 'Correct the path or the file; on a control plane node "kubeadm init phase kubeconfig kubelet" makes a new one, and "kubeadm kubeconfig user" one for another node.',
  links: [
    'pkg/kubelet/certificate/bootstrap/bootstrap.go LoadClientConfig, isClientConfigStillValid',
    'cmd/kubelet/app/server.go buildKubeletClientConfig',
  ],
  check: (subject) => {
    const { host, report } = subject;
    const start = startOnNode(report);
    if (!start) return NOTHING;
    const { kubeconfig, bootstrapKubeconfig } = start.flags;
    if (!isAbsolute(kubeconfig)) return NOTHING;
    // With it the kubelet makes itself a new kubeconfig, whatever is wrong with the old one.
    if (bootstrapKubeconfig !== '' && !isAbsent(host, bootstrapKubeconfig)) return NOTHING;
    const problem = problemOf(subject, kubeconfig, bootstrapKubeconfig !== '');
    if (!problem) return NOTHING;
    const location = problem.location ?? start.commandLine.flagOrigins.kubeconfig?.location;
    const outcome = endsOrWaits(host, kubeconfig);
    const bootstrap =
      bootstrapKubeconfig === '' || outcome !== 'ends'
        ? ''
        : `, and there is no "${bootstrapKubeconfig}" to get another with`;
    return [
      {
        message: `the kubelet ${outcome} right after its start: ${problem.reason}${bootstrap}`,
        ...(location && { location }),
        help: problem.help,
      },
    ];
  },
});

interface Problem {
  readonly reason: string;
  readonly help: string;
  readonly location?: Location;
}

/**
 * Why the kubelet can't use a kubeconfig; undefined where it can, or where that is not known. With
 * --bootstrap-kubeconfig it looks whether there is a certificate in it.
 */
function problemOf(subject: NodeSubject, path: string, isLookedAt: boolean): Problem | undefined {
  const { host } = subject;
  const isKubeconfig = (other: string) =>
    /\.(?:conf|kubeconfig)$/.test(other) && kindOf(host, other) === 'Config';
  if (isMissing(host, path, isKubeconfig) || (isAbsent(host, path) && hasJoined(host))) {
    const others = siblings(host, path);
    const meant = nearest(path, others.filter(isKubeconfig));
    const aside = others.find((other) => isSetAside(path, other));
    return {
      reason: `there is no kubeconfig "${path}"`,
      help:
        meant !== undefined
          ? `did you mean "${meant}"?`
          : aside !== undefined
            ? `put it back: "${aside}" has its name, or correct --kubeconfig`
            : newKubeconfig(subject, path),
    };
  }
  const text = textOf(host, path);
  const anew = newKubeconfig(subject, path);
  const odd = oddFile(host, path);
  if (odd !== undefined) {
    const help = anew.startsWith('run ') ? anew : `remove it, and ${anew}`;
    return { reason: `its kubeconfig "${path}" can't be read: ${odd}`, help, location: { file: path } };
  }
  if (text === undefined) return undefined;
  if (text.trim() === '')
    return isBlanked(host, path)
      ? undefined
      : { reason: 'its kubeconfig is empty', help: anew, location: { file: path } };
  const document = parse(path, text);
  return (
    flagsIn(document) ??
    cutOff(document, anew) ??
    malformed(document, anew) ??
    refused(host, document, anew) ??
    withoutHost(document) ??
    (isLookedAt ? withoutUser(document) : undefined) ??
    withoutAuthority(host, document) ??
    withoutCertificate(host, document)
  );
}

/** Whether who made a copy has emptied all kubeconfigs: one that is empty among others was so on the node. */
function isBlanked(host: Host, path: string): boolean {
  const others = siblings(host, path).filter((other) => /\.(?:conf|kubeconfig)$/.test(other));
  return (
    !host.live && others.length > 0 && others.every((other) => (textOf(host, other) ?? '').trim() === '')
  );
}

/** People write the kubelet's flags into a file called kubelet.conf. */
function flagsIn({ source, error }: Document): Problem | undefined {
  const flag = error ? /^[ \t]*(--[a-z][a-z-]*)/m.exec(source.text) : null;
  if (!flag) return undefined;
  const start = flag.index + flag[0].indexOf('--');
  return {
    reason: `"${flag[1]}" is a flag, and this file is its kubeconfig, which is not YAML with it`,
    help: 'remove the line, and write the flag into KUBELET_EXTRA_ARGS in /etc/default/kubelet or /etc/sysconfig/kubelet',
    location: source.locate({ start, end: start + flag[1]!.length }),
  };
}

/** The first part of one, which ends in the middle of a line; its end names who it is for. */
function cutOff({ source, error, root }: Document, anew: string): Problem | undefined {
  const isWhole =
    source.text.endsWith('\n') || ['current-context', 'users'].some((key) => getMember(root, key));
  if (error || isWhole || !getMember(root, 'clusters')) return undefined;
  return { reason: 'its kubeconfig is cut off', help: anew, location: { file: source.file } };
}

function malformed({ source, error, root }: Document, anew: string): Problem | undefined {
  if (error) {
    return {
      reason: `its kubeconfig is not YAML: ${error.message}`,
      help: `correct the text here or above, or ${anew}`,
      location: error.range ? source.locate(error.range) : { file: source.file },
    };
  }
  const kind = getMember(root, 'kind');
  if (kind?.kind !== 'string' || kind.value === 'Config') return undefined;
  return {
    reason: `--kubeconfig names a "${kind.value}", not a kubeconfig ("Config")`,
    help: 'correct --kubeconfig; a KubeletConfiguration belongs to --config',
    location: source.locate(kind.range),
  };
}

/** What clientcmd can make no client of; a copy whose kubeconfig was emptied or masked tells nothing. */
function refused(host: Host, document: Document, anew: string): Problem | undefined {
  const { problem, currentContext, cluster } = readKubeconfig(document);
  if (!problem || (!host.live && (!currentContext || isMasked(document)))) return undefined;
  if (!host.live && currentContext && !cluster && !getMember(document.root, 'clusters', 0)) return undefined;
  return {
    reason: `its kubeconfig can't be used: ${problem.reason}`,
    help: /base64/.test(problem.reason) ? `correct it here, or ${anew}` : 'correct it here',
    location: problem.location,
  };
}

/** client-go takes one without its user for one without credentials. */
function withoutUser(document: Document): Problem | undefined {
  const { problem, currentContext, user } = readKubeconfig(document);
  if (problem || user || !currentContext || !getMember(document.root, 'users', 0)) return undefined;
  return {
    reason: `there is no certificate in its kubeconfig, for it has no such user as "${currentContext.value}" names`,
    help: 'let the context name a user that is there',
    location: currentContext.location,
  };
}

/** Where base64 should be, and is not: who leaves a key as it is has masked nothing. */
function isMasked({ source }: Document): boolean {
  return (
    /-data:(?! *["']?[A-Za-z0-9+/]{40})/.test(source.text) &&
    !/client-key-data: *["']?[A-Za-z0-9+/]{40}/.test(source.text)
  );
}

/** A scheme without two slashes has a path behind it, and no host (client-go rest/url_utils.go DefaultServerURL). */
function withoutHost(document: Document): Problem | undefined {
  const server = readKubeconfig(document).cluster?.server;
  if (!server || !/^https?:\/?[^/]+./.test(server.value)) return undefined;
  const meant = server.value.replace(/^(https?:)\/?/, '$1//');
  return {
    reason: `"${server.value}" in its kubeconfig is no URL of a server`,
    help: `did you mean "${meant}"?`,
    location: server.location,
  };
}

/** Files with private keys: a copy that lacks them all was made without them. */
const WITH_KEYS = /\/kubelet-client-[^/]*\.pem$|\.key$/;

function withoutAuthority(host: Host, { source, root }: Document): Problem | undefined {
  const authority = getMember(root, 'clusters', 0, 'cluster', 'certificate-authority');
  if (authority?.kind !== 'string' || !isAbsolute(authority.value)) return undefined;
  if (!isMissing(host, authority.value, (other) => /\.(?:crt|pem)$/.test(other))) return undefined;
  return {
    reason: `there is no authority "${authority.value}", which its kubeconfig names`,
    help: 'let it name the authority of the cluster, which kubeadm keeps as "/etc/kubernetes/pki/ca.crt"',
    location: source.locate(authority.range),
  };
}

function withoutCertificate(host: Host, { source, root }: Document): Problem | undefined {
  const certificate = getMember(root, 'users', 0, 'user', 'client-certificate');
  if (certificate?.kind !== 'string' || !isAbsolute(certificate.value)) return undefined;
  const hasKeys = (path: string) => WITH_KEYS.test(path) && host.stat(path).ok;
  if (!isMissing(host, certificate.value, hasKeys)) return undefined;
  return {
    reason: `there is no client certificate "${certificate.value}", which its kubeconfig names`,
    help: 'let it name a certificate that is there, or have the node join again',
    location: source.locate(certificate.range),
  };
}

/** A copy that has a kubelet's own credentials was made with what is secret, and so with its kubeconfig. */
function hasJoined(host: Host): boolean {
  return (
    host.stat('/var/lib/kubelet/pki/kubelet-client-current.pem').ok && host.readDir('/etc/kubernetes').ok
  );
}

function isAbsent(host: Host, path: string): boolean {
  const look = host.stat(path);
  return !look.ok && look.failure.reason === 'absent';
}

function kindOf(host: Host, path: string): string | undefined {
  const text = textOf(host, path);
  if (text === undefined) return undefined;
  const kind = getMember(parse(path, text).root, 'kind');
  return kind?.kind === 'string' ? kind.value : undefined;
}

function parse(path: string, text: string): Document {
  return parseDocument(encode(text), path);
}
