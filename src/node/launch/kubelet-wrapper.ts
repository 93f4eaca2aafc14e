import { baseName } from '../host/path.ts';
import type { Word } from '../systemd/service-start.ts';
import type { Launch, Opener } from './launch.ts';
import { nodePathOf } from './programs.ts';
import { linkOf, mayBeSet, opaque } from './words.ts';

/** What the script mounts by itself, at the same place inside but for os-release. */
const HOST_VOLUMES = [
  '/etc/kubernetes',
  '/etc/ssl/certs',
  '/usr/share/ca-certificates',
  '/var/lib/docker',
  '/var/lib/kubelet',
  '/var/log',
  '/run',
];

/**
 * Container Linux' script, where a copy of a node lacks it: it runs the kubelet of an image under rkt, all by
 * its environment (coreos-overlay app-admin/kubelet-wrapper/files/kubelet-wrapper). One that is on the node is
 * read as any script is.
 */
export const openKubeletWrapper: Opener = (launch, host) => {
  if (!/^kubelet-wrapper(\.sh)?$/.test(baseName(launch.exe))) return undefined;
  const onNode = nodePathOf(launch, launch.exe);
  const there = onNode === null ? undefined : host.lstat(onNode);
  if (host.live || !there || there.ok || there.failure.reason !== 'absent') return undefined;
  const { environment } = launch;
  const value = (name: string) => environment.get(name) || undefined;
  const tag = value('KUBELET_IMAGE_TAG') ?? value('KUBELET_VERSION');
  const url = value('KUBELET_IMAGE_URL') ?? value('KUBELET_ACI') ?? 'quay.io/coreos/hyperkube';
  const image = value('KUBELET_IMAGE') ?? (tag && `${url}:${tag}`);
  const isOpen = mayBeSet(launch, /^(DOCKER|KUBELET|RKT)/);
  const link = linkOf(launch, 'kubelet-wrapper', {
    assumed: [
      `"${launch.exe}" is not in this copy of the node and taken as Container Linux ships it (coreos-overlay app-admin/kubelet-wrapper)`,
      ...(isOpen && image !== undefined
        ? [
            'what sets the rest of its environment is not in this copy either, and taken as no matter of the kubelet-wrapper',
          ]
        : []),
    ],
  });
  if (image === undefined)
    return opaque(
      link,
      isOpen
        ? 'which image the kubelet-wrapper runs is in its environment, and what sets that is not here'
        : 'the kubelet-wrapper ends at once: neither "KUBELET_IMAGE" nor "KUBELET_IMAGE_TAG" is set',
    );
  if (value('DOCKER_RUN_ARGS') || value('DOCKER_GLOBAL_ARGS') || value('DOCKER'))
    return opaque(
      link,
      'this kubelet-wrapper uses docker, and what it passes is not in this copy of the node',
    );
  const argv = rktCommand(launch, image, value);
  return { link, next: { ...launch, exe: argv[0]!.value, argv }, diagnostics: [] };
};

function rktCommand(
  launch: Launch,
  image: string,
  value: (name: string) => string | undefined,
): readonly Word[] {
  const own = launch.argv[0]?.origin;
  const via = own ? { via: [own] } : {};
  const fixed = (...words: string[]): Word[] =>
    words.map((word) => ({ value: word, origin: { kind: 'assumed', ...via } }));
  const split = (variable: string, otherwise = ''): Word[] => {
    const text = value(variable);
    const words = (text ?? otherwise).split(/[ \t\n]+/).filter((word) => word !== '');
    if (text === undefined) return fixed(...words);
    return words.map((word) => ({ value: word, origin: { kind: 'environment', variable, ...via } }));
  };
  const volumes = HOST_VOLUMES.flatMap((path, i) => [
    `--volume=coreos-${i},kind=host,source=${path}`,
    `--mount=volume=coreos-${i},target=${path}`,
  ]);
  return [
    ...split('RKT', '/usr/bin/rkt'),
    ...split('RKT_GLOBAL_ARGS'),
    ...fixed('run'),
    ...split('RKT_RUN_ARGS'),
    ...split('RKT_OPTS'),
    ...fixed(...volumes),
    ...split('RKT_STAGE1_ARG', '--stage1-from-dir=stage1-fly.aci'),
    ...fixed(image),
    ...split('KUBELET_IMAGE_ARGS', '--exec=/kubelet'),
    ...fixed('--'),
    ...launch.argv.slice(1),
  ];
}
