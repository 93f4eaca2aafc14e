import { filledIn } from '../manifest/filled-in.ts';
import { locate } from '../manifest/locate.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { suffixTwice } from './reading/node-suffix.ts';

const NAME = FieldPath.of('metadata').child('name');

export default defineCheck({
  id: 'node-suffix-twice',
  scope: 'file',
  summary: 'the name of the pod ends with the name of the node already, and the kubelet adds it again',
  severity: 'info',
  why: 'The kubelet adds a dash and the name of its node to the name of each static pod. A name that was copied from "kubectl get pods" has that already, and then the pod is called after the node twice.',
  bad: 'metadata: {name: web-node01}, on the node node01',
  good: 'metadata: {name: web}',
  fix: 'Take the name of the node from the end of metadata.name.',
  links: [
    'pkg/kubelet/config/common.go generatePodName',
    'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
  ],
  check: (subject) => {
    const { document, pod } = subject;
    const twice = pod ? suffixTwice(subject) : undefined;
    if (!twice || filledIn(document).length > 0) return NOTHING;
    const { name, short, node } = twice;
    return [
      {
        message: `the pod is called "${name}-${node}": the kubelet adds the name of the node, which this name has already`,
        location: locate(document, NAME),
        help: `call it "${short}" and the pod is "${name}"`,
      },
    ];
  },
});
