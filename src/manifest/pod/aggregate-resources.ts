import type { Quantity } from '../../validation/quantity.ts';
import { addQuantities, maxQuantity } from '../../validation/quantity-arithmetic.ts';
import type { Container, PodSpec } from './types.ts';

type ResourceList = ReadonlyMap<string, Quantity>;

/**
 * AggregateContainerRequests and AggregateContainerLimits (component-helpers/resource): the sum of the
 * containers and sidecars, but at least what any init container needs beside the sidecars before it.
 */
export function aggregateContainerResources(spec: PodSpec, kind: 'requests' | 'limits'): ResourceList {
  const total = new Map<string, Quantity>();
  const sidecars = new Map<string, Quantity>();
  const starting = new Map<string, Quantity>();
  const of = (container: Container): ResourceList => container.resources?.[kind] ?? new Map();
  for (const container of spec.containers ?? []) combine(total, of(container), addQuantities);
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') {
      combine(total, of(container), addQuantities);
      combine(sidecars, of(container), addQuantities);
      combine(starting, sidecars, maxQuantity);
    } else {
      const needed = new Map(of(container));
      combine(needed, sidecars, addQuantities);
      combine(starting, needed, maxQuantity);
    }
  }
  combine(total, starting, maxQuantity);
  return total;
}

function combine(
  into: Map<string, Quantity>,
  list: ResourceList,
  how: (a: Quantity, b: Quantity) => Quantity,
): void {
  for (const [name, quantity] of list) {
    const before = into.get(name);
    into.set(name, before ? how(before, quantity) : quantity);
  }
}
