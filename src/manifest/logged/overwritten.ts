import { FieldPath } from '../../validation/field-path.ts';
import { getMember } from '../../yaml/navigate.ts';
import { shorten } from '../shown.ts';
import { type LoggedRule, NOTHING, type Remark, type TakenPod } from './rule.ts';

const SPEC = FieldPath.of('spec');
const ANNOTATIONS = FieldPath.of('metadata').child('annotations');

/** The kubelet's own annotations (pkg/kubelet/types/pod_update.go). */
const OWN_ANNOTATIONS = [
  'kubernetes.io/config.hash',
  'kubernetes.io/config.source',
  'kubernetes.io/config.seen',
] as const;

/** What the file says and the kubelet replaces. */
export const overwritten: LoggedRule = {
  id: 'pod-field-overwritten',
  evidence: [
    'pkg/kubelet/config/common.go applyDefaults',
    'pkg/kubelet/config/config.go updatePodsFunc, recordFirstSeenTime',
    'pkg/apis/core/v1/conversion.go Convert_v1_Pod_To_core_Pod; since 1.37 defaults.go SetDefaults_Pod',
    'pkg/kubelet/pod/mirror_client.go CreateMirrorPod',
    'seen with 1.34.10 and 1.37.1: nodeName, annotations and ownerReferences of the file do not survive',
  ],
  look: (taken) => {
    const remarks: Remark[] = [];
    for (const look of [nodeName, gracePeriod, ownAnnotations, ownerReferences, status]) {
      for (const remark of look(taken)) remarks.push(remark);
    }
    return remarks;
  },
};

function nodeName({ document, facts }: TakenPod): readonly Remark[] {
  const written = getMember(document.root, 'spec', 'nodeName');
  if (written?.kind !== 'string' || written.value === '' || written.value === facts.nodeName) return NOTHING;
  if (facts.nodeNameIsStandIn) return NOTHING;
  return [
    {
      path: SPEC.child('nodeName'),
      severity: 'warning',
      message: `this pod runs on the node that reads the file, "${shorten(facts.nodeName)}", and not on "${shorten(written.value)}": the kubelet replaces nodeName`,
      help: 'remove nodeName, or put the file on the other node',
    },
  ];
}

function gracePeriod({ spec, document }: TakenPod): readonly Remark[] {
  if (spec.terminationGracePeriodSeconds !== 1) return NOTHING;
  const written = getMember(document.root, 'spec', 'terminationGracePeriodSeconds');
  if (written?.kind !== 'number' || !written.text.startsWith('-')) return NOTHING;
  return [
    {
      path: SPEC.child('terminationGracePeriodSeconds'),
      severity: 'warning',
      message: 'a negative terminationGracePeriodSeconds becomes 1 second',
      help: 'write the number of seconds that the containers get to stop, 30 without the field',
    },
  ];
}

function ownAnnotations({ document }: TakenPod): readonly Remark[] {
  const written = getMember(document.root, 'metadata', 'annotations');
  if (written?.kind !== 'object' || written.members.length === 0) return NOTHING;
  return OWN_ANNOTATIONS.filter((name) => written.members.some(({ key }) => key === name)).map((name) => ({
    path: ANNOTATIONS.key(name).asKey(),
    severity: 'info',
    message: `the kubelet sets the annotation "${name}" itself and replaces this one`,
    help: 'remove it',
  }));
}

function ownerReferences({ pod }: TakenPod): readonly Remark[] {
  if (!pod.metadata?.ownerReferences?.length) return NOTHING;
  return [
    {
      path: FieldPath.of('metadata').child('ownerReferences'),
      severity: 'info',
      message: 'nobody owns a static pod: the kubelet puts its node in the place of these ownerReferences',
      help: 'remove them',
    },
  ];
}

function status({ document }: TakenPod): readonly Remark[] {
  const written = getMember(document.root, 'status');
  if (written?.kind !== 'object' || written.members.length === 0) return NOTHING;
  return [
    {
      path: FieldPath.of('status'),
      severity: 'info',
      message:
        'the status is what the kubelet finds out: every pod begins as "Pending", whatever stands here',
      help: 'remove status',
    },
  ];
}
