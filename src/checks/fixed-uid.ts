import { filledIn } from '../manifest/filled-in.ts';
import { locate } from '../manifest/locate.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Minor } from '../versions/minor.ts';
import { getMember } from '../yaml/navigate.ts';
import { defineCheck, NOTHING } from './define-check.ts';

const UID = FieldPath.of('metadata').child('uid');

/** Since then a container's hash is that of its name and image (container.HashContainer). */
const HASHES_IMAGE_ONLY: Minor = 31;

export default defineCheck({
  id: 'fixed-uid',
  scope: 'file',
  summary: 'a uid of its own keeps an edit of the file from starting the pod anew',
  severity: 'info',
  why: 'Without metadata.uid the kubelet makes a uid of what the file says, so that each edit is another pod: the old one stops and the new one starts. With a fixed uid it is the same pod, whose running containers stay as they are unless their name or image changes, until 1.30 any field of theirs.',
  bad: 'metadata: {name: web, uid: 76238339541a86d5625c6933933e00a9}',
  good: 'metadata: {name: web}',
  fix: 'Remove metadata.uid, or write another one with each edit.',
  links: [
    'pkg/kubelet/config/common.go applyDefaults',
    'pkg/kubelet/config/config.go updatePodsFunc, checkAndUpdatePod',
    'pkg/kubelet/container/helpers.go HashContainer; pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions',
  ],
  check: ({ document, pod, facts }) => {
    const written = pod ? getMember(document.root, 'metadata', 'uid') : undefined;
    if (written?.kind !== 'string' || written.value === '' || filledIn(document).length > 0) return NOTHING;
    const changes =
      facts.version >= HASHES_IMAGE_ONLY
        ? 'a running container keeps its old command, env and mounts unless its image or name changes too'
        : 'a running container keeps its old volumes unless its own fields change too';
    return [
      {
        message: `with a fixed uid an edit of this file is a change of the same pod and not a new one: ${changes}`,
        location: locate(document, UID),
        help: 'remove uid, or write another one with each edit',
      },
    ];
  },
});
