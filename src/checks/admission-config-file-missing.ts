import { type Component, componentsNamed, flagValue } from '../control-plane/component.ts';
import { placeOf } from '../control-plane/container-path.ts';
import type { Location } from '../diagnostics/location.ts';
import type { Host } from '../node/host/host.ts';
import { clean, isAbsolute, parentOf } from '../node/host/path.ts';
import { getMember, locate } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { memberText } from './reading/api-server-file.ts';
import { siblings } from './reading/kubelet-on-node.ts';
import { runningComponents } from './reading/running-components.ts';

/** It takes no default for what it needs. */
const WEBHOOK = 'ImagePolicyWebhook';
const ENDS = 'kube-apiserver ends at once, and the kubelet restarts it for ever';

export default defineCheck({
  id: 'admission-config-file-missing',
  scope: 'node',
  area: 'control-plane',
  summary: 'an admission plugin lacks its configuration, or the files that it names',
  severity: 'warning',
  why: 'The API server reads the files of --admission-control-config-file when it starts: the one that a plugin names in "path", and the kubeconfig of ImagePolicyWebhook in "kubeConfigFile". They must be there in the container. It ends when one is not, and when ImagePolicyWebhook is on without any configuration. What is configured and not on does nothing.',
  bad: 'plugins: [{ name: ImagePolicyWebhook, path: policy.yaml }], and no policy.yaml beside the file',
  good: 'plugins: [{ name: ImagePolicyWebhook, path: image-policy.yaml }], and image-policy.yaml beside the file, in a directory that is mounted',
  fix: 'Correct the path, put the file there, or mount its directory.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/admission/config.go ReadAdmissionConfiguration, GetAdmissionPluginConfigurationFor',
    'plugin/pkg/admission/imagepolicy/admission.go NewImagePolicyWebhook',
    'https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#imagepolicywebhook',
  ],
  check: ({ host, files }) =>
    componentsNamed(runningComponents(files), 'kube-apiserver').flatMap((server) => ofServer(host, server)),
});

function ofServer(host: Host, server: Component): readonly Finding[] {
  const enabled = flagValue(server, 'enable-admission-plugins');
  const isOn = (name: string) => (enabled?.value ?? '').split(',').includes(name);
  const named = flagValue(server, 'admission-control-config-file');
  if (server.flags === null) return NOTHING;
  if (!named?.value) {
    return enabled && isOn(WEBHOOK)
      ? [
          {
            message: `${ENDS}: "${WEBHOOK}" is on, and no --admission-control-config-file has a configuration for it ("no config specified")`,
            location: server.source.locate(enabled.valueWord.range),
            help: 'name its configuration with --admission-control-config-file, or take it out of the list',
          },
        ]
      : NOTHING;
  }
  const document = documentAt(host, server, named.value);
  const plugins = getMember(document?.root, 'plugins');
  if (!document || plugins?.kind !== 'array') return NOTHING;
  const flagPlace = server.source.locate(named.valueWord.range);
  return plugins.items.flatMap((plugin) => {
    const name = memberText(plugin, 'name') ?? '';
    if (name === WEBHOOK && !isOn(WEBHOOK)) {
      return [
        {
          message: `"${WEBHOOK}" is configured here and not on, so no image is asked about: --enable-admission-plugins does not name it`,
          location: locate(document, plugin),
          help: `add "${WEBHOOK}" to --enable-admission-plugins`,
          related: [{ location: flagPlace, message: '--admission-control-config-file names the file here' }],
        },
      ];
    }
    if (!isOn(name)) return [];
    return ofPlugin(host, server, { document, plugin, directory: parentOf(clean(named.value!)) });
  });
}

interface Entry {
  readonly document: Document;
  readonly plugin: Node;
  /** Of the file, in the container: what is relative is so to it. */
  readonly directory: string;
}

function ofPlugin(host: Host, server: Component, { document, plugin, directory }: Entry): Finding[] {
  const path = getMember(plugin, 'path');
  const inner = getMember(plugin, 'configuration');
  if (inner && inner.kind !== 'null') return ofWebhook(host, server, document, inner);
  if (path?.kind !== 'string' || path.value === '') return [];
  const file = isAbsolute(path.value) ? path.value : clean(`${directory}/${path.value}`);
  const reason = lacks(host, server, file);
  if (reason !== undefined) return [finding(reason, locate(document, path))];
  const own = documentAt(host, server, file);
  return own?.root ? ofWebhook(host, server, own, own.root) : [];
}

/** Its kubeconfig, which is relative to nobody knows what. */
function ofWebhook(host: Host, server: Component, document: Document, owner: Node): Finding[] {
  const kubeconfig = getMember(owner, 'imagePolicy', 'kubeConfigFile');
  if (kubeconfig?.kind !== 'string' || !isAbsolute(kubeconfig.value)) return [];
  const reason = lacks(host, server, kubeconfig.value);
  return reason === undefined ? [] : [finding(reason, locate(document, kubeconfig))];
}

function finding(reason: string, location: Location): Finding {
  return {
    message: `${ENDS}: ${reason}`,
    location,
    help: 'correct the path, put the file there, or mount its directory',
  };
}

/** Why the container has no such file; undefined where it has, or nobody knows: a copy shows it by what lies beside. */
function lacks(host: Host, server: Component, file: string): string | undefined {
  const place = placeOf(server, file);
  if (place.kind === 'image') return `it can't find "${file}", for no volume is mounted there`;
  if (place.kind !== 'node') return undefined;
  const look = host.stat(place.path);
  if (look.ok || look.failure.reason !== 'absent') return undefined;
  if (!host.live && siblings(host, place.path).length === 0) return undefined;
  return `the node has no "${place.path}"${place.path === file ? '' : `, which it reads as "${file}"`}`;
}

const MAX_SIZE = 1024 * 1024;

function documentAt(host: Host, server: Component, file: string): Document | undefined {
  const place = placeOf(server, file);
  const content = place.kind === 'node' ? host.readFile(place.path, MAX_SIZE) : undefined;
  if (!content?.ok || place.kind !== 'node') return undefined;
  const document = parseDocument(content.value, place.path);
  return document.error ? undefined : document;
}
