import { byteLength } from '../../../validation/names.ts';
import { visitContainers } from '../containers-of.ts';
import type { Container, PodSpec } from '../types.ts';
import { validateDNS1123Subdomain } from './forms.ts';
import type { PodRule } from './scope.ts';

const MAX_HOSTNAME = 64;

/** validatePodHostNetworkDeps: in the host's network a container's port is the host's. */
export const validatePodHostNetworkDeps: PodRule<readonly Container[]> = (containers, path, scope) => {
  if (!scope.spec.hostNetwork) return;
  for (const [i, container] of (containers ?? []).entries()) {
    for (const [j, port] of (container.ports ?? []).entries()) {
      const { hostPort = 0, containerPort = 0 } = port;
      if (hostPort === 0 || hostPort === containerPort) continue;
      const at = path.index(i).child('ports').index(j).child('hostPort');
      scope.errors.invalid(at, hostPort, 'must match `containerPort` when `hostNetwork` is true');
    }
  }
};

/** validateHostUsers; the path is spec's. */
export const validateHostUsers: PodRule<PodSpec> = (spec = {}, path, scope) => {
  if (spec.hostUsers !== false) return;
  const { errors, minor, options } = scope;
  const detail = `when \`${minor >= 34 ? 'hostUsers' : 'pod.Spec.HostUsers'}\` is false`;
  if (spec.hostNetwork && !options.userNamespacesHostNetwork) {
    errors.forbidden(path.child('hostNetwork'), detail);
  }
  if (spec.hostPID) errors.forbidden(path.child('hostPID').shownAs(path.child('HostPID')), detail);
  if (spec.hostIPC) errors.forbidden(path.child('hostIPC').shownAs(path.child('HostIPC')), detail);
  if (minor < 34) return;
  visitContainers(spec, path, (container, at) => {
    if (container.volumeDevices?.length) errors.forbidden(at.child('volumeDevices'), detail);
  });
};

/** validatePodHostName, since 1.34. */
export const validatePodHostName: PodRule<string> = (hostname, path, scope) => {
  if (hostname === undefined) return;
  const { errors, spec } = scope;
  if (spec.setHostnameAsFQDN) errors.forbidden(path, 'may not be specified when setHostnameAsFQDN is true');
  if (spec.hostNetwork) errors.forbidden(path, 'may not be specified when hostNetwork is true');
  if (byteLength(hostname) > MAX_HOSTNAME) errors.tooLong(path, MAX_HOSTNAME);
  validateDNS1123Subdomain(hostname, path, scope);
};

/** validateWindowsHostProcessPod; the path is spec's. Such pods run as a whole or not at all. */
export const validateWindowsHostProcessPod: PodRule<PodSpec> = (spec = {}, path, scope) => {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  let containers = 0;
  let hostProcesses = 0;
  visitContainers(spec, path, (container, at) => {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    containers++;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      const field = at.child('securityContext').child('windowsOptions').child('hostProcess');
      scope.errors.invalid(field, own, detail);
    }
    if (own ?? ofPod) hostProcesses++;
  });
  if (hostProcesses === 0) return;
  if (hostProcesses !== containers) {
    const detail =
      'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    scope.errors.invalid(path, undefined, detail);
  }
  if (!spec.hostNetwork) {
    const detail = 'hostNetwork must be true if pod contains any hostProcess containers';
    scope.errors.invalid(path.child('hostNetwork'), false, detail);
  }
};
