import { RUNTIME } from '../runtime/log-causes/runtime.ts';
import cgroupDriverMismatch from './cgroup-driver-mismatch.ts';
import { type Check, defineCheck } from './define-check.ts';
import podResolvConf from './pod-resolv-conf.ts';
import { finds, lastingNow, loggedFinding } from './reading/kubelet-now.ts';
import runtimeNotListening from './runtime-not-listening.ts';

/** Checks that find the same in files or sockets, and can say more. */
const SAID_BY: Readonly<Record<string, Check<'node'> | Check<'live'>>> = {
  'cgroups-path': cgroupDriverMismatch,
  'resolv-conf': podResolvConf,
  'runtime-does-not-answer': runtimeNotListening,
};

export default defineCheck({
  id: 'runtime-fails',
  scope: 'live',
  area: 'runtime',
  summary: 'the container runtime or the network plugin does not do what the kubelet asks',
  severity: 'warning',
  why: 'The kubelet runs, and no pod starts: it asks the container runtime again and again, and logs what that answers.',
  bad: '"Container runtime network not ready" networkReady="… cni plugin not initialized"',
  good: 'the runtime answers, and a network configuration is in /etc/cni/net.d',
  fix: 'Correct the runtime, its configuration or the network plugin, whichever the line names.',
  links: [...new Set(RUNTIME.map(({ upstream }) => upstream))],
  check: (subject) =>
    lastingNow(subject, RUNTIME)
      .filter(({ cause }) => {
        const by = SAID_BY[cause.id];
        return !by || !finds(by, subject);
      })
      .map((cause) => loggedFinding(subject, cause)),
});
