import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

/** cmd/kubelet/app/auth.go BuildAuthz, pkg/kubelet/apis/config KubeletAuthorizationMode. */
const MODES = ['AlwaysAllow', 'Webhook'];

export default defineCheck({
  id: 'kubelet-authorization-mode',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: 'the authorization mode of the kubelet is one of the API server, or none',
  severity: 'warning',
  why: 'The kubelet knows the modes "AlwaysAllow" and "Webhook", with which it asks the API server. The others are the API server\'s own. It ends with "unknown authorization mode".',
  bad: 'authorization: {mode: RBAC}',
  good: 'authorization: {mode: Webhook}',
  fix: 'Write "mode: Webhook".',
  links: ['cmd/kubelet/app/auth.go BuildAuthz'],
  check: ({ report }) => {
    const start = startOnNode(report);
    const mode = start && settingOf(start, 'authorization.mode');
    if (typeof mode?.value !== 'string' || !mode.location) return NOTHING;
    if (mode.value === '' || MODES.includes(mode.value)) return NOTHING;
    return [
      {
        message: `the kubelet ends right after its start: it knows no authorization mode "${mode.value.slice(0, 60)}"`,
        location: mode.location,
        help: 'write "mode: Webhook" below "authorization:"',
      },
    ];
  },
});
