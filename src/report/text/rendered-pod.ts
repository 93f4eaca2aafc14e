import type { RenderAnswer } from '../../answers/render.ts';
import { printYaml } from '../../yaml/print-yaml.ts';
import { printable } from './escape.ts';

/** The pod as YAML, to feed to a kubelet or to compare; escaped for a terminal. Empty where there is none. */
export function podYaml({ pod }: RenderAnswer, forTerminal: boolean): string {
  if (pod === null) return '';
  const text = printYaml(pod);
  return forTerminal ? text.split('\n').map(printable).join('\n') : text;
}
