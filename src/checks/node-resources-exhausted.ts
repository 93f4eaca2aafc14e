import { MACHINE } from '../runtime/log-causes/machine.ts';
import { defineCheck } from './define-check.ts';
import { lastingNow, loggedFinding } from './reading/kubelet-now.ts';

export default defineCheck({
  id: 'node-resources-exhausted',
  scope: 'live',
  area: 'machine',
  summary: 'the node has run out of something that the kubelet needs',
  severity: 'warning',
  why: 'A kubelet without disk space, inotify watches or memory goes on as well as it can: it evicts pods, removes images, or sees changes late.',
  bad: '"Eviction manager: must evict pod(s) to reclaim" resourceName="ephemeral-storage"',
  good: 'enough of all',
  fix: 'Make space, or raise the limit that the line names.',
  links: [...new Set(MACHINE.map(({ upstream }) => upstream))],
  check: (subject) => lastingNow(subject, MACHINE).map((cause) => loggedFinding(subject, cause)),
});
