import { isHTTPHeaderName } from '../../../validation/names.ts';
import {
  all,
  exactlyOne,
  fields,
  form,
  ifSet,
  must,
  type Rule,
  required,
  supported,
} from '../../../validation/rules.ts';
import type {
  ExecAction,
  GRPCAction,
  HTTPGetAction,
  Lifecycle,
  LifecycleHandler,
  Probe,
  SleepAction,
  TCPSocketAction,
} from '../types.ts';
import { validateNonnegativeField } from './forms.ts';
import { validatePortNum, validatePortNumOrName } from './ports.ts';
import type { PodRule, PodScope } from './scope.ts';
import { validateStopSignal } from './stop-signal.ts';

const HANDLERS = {
  none: 'must specify a handler type',
  several: 'may not specify more than 1 handler type',
};

const validateExecAction = fields<ExecAction>({ command: required() });

const validateHeaderName = form(isHTTPHeaderName);

const validateHTTPGetFields = fields<HTTPGetAction>({
  path: required(),
  port: validatePortNumOrName,
  scheme: supported('HTTP', 'HTTPS'),
  httpHeaders: (headers, path, scope) => {
    for (const [i, header] of (headers ?? []).entries()) {
      validateHeaderName(header.name, path.index(i).child('name').shownAs(path), scope);
    }
  },
});

/** The protocol, since 1.37: HTTP/2 is h2c, so it goes without TLS and without a host. */
const validateProtocol: Rule<HTTPGetAction> = (action, path, scope) => {
  const { protocol, scheme, host = '' } = action ?? {};
  if (protocol === undefined) return;
  const at = path.child('protocol');
  if (protocol !== 'HTTP2') supported('HTTP1', 'HTTP2')(protocol, at, scope);
  else if (scheme !== 'HTTP') scope.errors.invalid(at, protocol, 'is only supported with HTTP (H2C)');
  else if (host !== '') {
    scope.errors.invalid(path.child('host'), host, 'must be empty when `protocol` is "HTTP2"');
  }
};

/** validateHTTPGetAction. */
const validateHTTPGetAction: Rule<HTTPGetAction> = (action, path, scope) => {
  validateHTTPGetFields(action, path, scope);
  validateProtocol(action, path, scope);
};

const validateTCPSocketAction = fields<TCPSocketAction>({ port: validatePortNumOrName });

const validateGRPCAction = fields<GRPCAction>({
  port: validatePortNum,
  mode: ifSet(supported('Plaintext', 'TLS')),
});

/** validateSleepAction: at least one second until 1.34, and always within the grace period. */
const validateSleepAction: PodRule<SleepAction> = (action, path, scope) => {
  const seconds = action?.seconds ?? 0;
  const gracePeriod = scope.spec.terminationGracePeriodSeconds ?? 0;
  const { sleepZero } = scope.options;
  if (seconds >= (sleepZero ? 0 : 1) && seconds <= gracePeriod) return;
  const least = sleepZero ? 'non-negative' : 'greater than 0';
  const gate = 'Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.';
  const hint = scope.minor >= 32 && !sleepZero ? `. ${gate}` : '';
  const detail = `must be ${least} and less than terminationGracePeriodSeconds (${gracePeriod})${hint}`;
  scope.errors.invalid(path, seconds, detail);
};

/** validateHandler for a lifecycle. */
const validateLifecycleHandler: PodRule<LifecycleHandler> = exactlyOne<LifecycleHandler, PodScope>(
  {
    exec: validateExecAction,
    httpGet: validateHTTPGetAction,
    tcpSocket: validateTCPSocketAction,
    sleep: validateSleepAction,
  },
  HANDLERS,
);

/** validateLifecycle. */
export const validateLifecycle: PodRule<Lifecycle> = fields<Lifecycle, PodScope>({
  postStart: ifSet(validateLifecycleHandler),
  preStop: ifSet(validateLifecycleHandler),
  stopSignal: ifSet(validateStopSignal),
});

/** validateHandler for a probe. */
const validateProbeHandler = exactlyOne<Probe>(
  {
    exec: validateExecAction,
    httpGet: validateHTTPGetAction,
    tcpSocket: validateTCPSocketAction,
    grpc: validateGRPCAction,
  },
  HANDLERS,
);

/** validateProbe. */
const validateProbe: Rule<Probe> = all(
  validateProbeHandler,
  fields<Probe>({
    initialDelaySeconds: validateNonnegativeField,
    timeoutSeconds: validateNonnegativeField,
    periodSeconds: validateNonnegativeField,
    successThreshold: validateNonnegativeField,
    failureThreshold: validateNonnegativeField,
    terminationGracePeriodSeconds: must((seconds) => seconds > 0, 'must be greater than 0'),
  }),
);

const validateOneSuccess = fields<Probe>({ successThreshold: must((count) => count === 1, 'must be 1') });

/** validateLivenessProbe and validateStartupProbe. */
export const validateLivenessProbe: Rule<Probe> = ifSet(all(validateProbe, validateOneSuccess));

/** validateReadinessProbe. */
export const validateReadinessProbe: Rule<Probe> = ifSet(
  all(
    validateProbe,
    fields<Probe>({
      terminationGracePeriodSeconds: must(() => false, 'must not be set for readinessProbes'),
    }),
  ),
);
