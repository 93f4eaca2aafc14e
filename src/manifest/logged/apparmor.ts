import { FieldPath } from '../../validation/field-path.ts';
import { visitContainers } from '../pod/containers-of.ts';
import { type LoggedRule, NOTHING, type Remark } from './rule.ts';

const SPEC = FieldPath.of('spec');
const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const FATE = 'the kubelet rejects the pod on a node without AppArmor: its phase is Failed, and nothing runs';

/** Profiles that need AppArmor on the node. */
export const apparmor: LoggedRule = {
  id: 'pod-apparmor',
  evidence: [
    'pkg/kubelet/lifecycle/handlers.go appArmorAdmitHandler',
    'pkg/security/apparmor/validate.go Validate, helpers.go isRequired',
    'seen with 1.37.1: "Pod admission denied", reason "AppArmor"',
  ],
  look: ({ pod, spec, facts }) => {
    const paths: FieldPath[] = [];
    for (const [key, value] of pod.metadata?.annotations ?? []) {
      if (!key.startsWith(PREFIX) || value === 'unconfined') continue;
      paths.push(FieldPath.of('metadata').child('annotations').key(key));
    }
    // The fields came with 1.30.
    if (facts.version >= 30) {
      const look = (context: { appArmorProfile?: { type?: string } } | undefined, at: () => FieldPath) => {
        const type = context?.appArmorProfile?.type;
        if (type !== undefined && type !== 'Unconfined') paths.push(at());
      };
      const within = (owner: FieldPath) =>
        owner.child('securityContext').child('appArmorProfile').child('type');
      look(spec.securityContext, () => within(SPEC));
      visitContainers(spec, SPEC, (container, path) => look(container.securityContext, () => within(path)));
    }
    if (paths.length === 0) return NOTHING;
    return paths.map((path): Remark => ({ path, severity: 'info', message: FATE }));
  },
};
