import type { FieldPath } from '../../../validation/field-path.ts';
import { isValidPortName, isValidPortNum } from '../../../validation/names.ts';
import {
  each,
  fields,
  firstOf,
  form,
  optional,
  type Rule,
  required,
  type Scope,
  supported,
  unique,
} from '../../../validation/rules.ts';
import type { Container, ContainerPort } from '../types.ts';

/** validation.IsValidPortNum. */
export const validatePortNum: Rule<number> = (port = 0, path, scope) => {
  for (const message of isValidPortNum(port)) scope.errors.invalid(path, port, message);
};

/** validation.IsValidPortName. */
const validatePortName = form(isValidPortName);

/** ValidatePortNumOrName. */
export const validatePortNumOrName: Rule<number | string> = (port = 0, path, scope) => {
  if (typeof port === 'number') validatePortNum(port, path, scope);
  else validatePortName(port, path, scope);
};

/** validateContainerPorts. */
export const validateContainerPorts: Rule<readonly ContainerPort[]> = each(
  fields<ContainerPort>({
    name: optional(firstOf(validatePortName, unique)),
    containerPort: required(validatePortNum),
    hostPort: optional(validatePortNum),
    protocol: required(supported('SCTP', 'TCP', 'UDP')),
  }),
);

/** checkHostPortConflicts, AccumulateUniqueHostPorts; `pathOf` is the path of a container. */
export function checkHostPortConflicts(
  containers: readonly Container[],
  pathOf: (index: number) => FieldPath,
  scope: Scope,
): void {
  const taken = new Set<string>();
  for (const [i, container] of containers.entries()) {
    for (const [j, port] of (container.ports ?? []).entries()) {
      if (!port.hostPort) continue;
      const use = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`;
      if (taken.has(use)) {
        scope.errors.duplicate(pathOf(i).child('ports').index(j).child('hostPort'), use);
      }
      taken.add(use);
    }
  }
}
