import { type ConfigAnswer, valueAt } from '../../answers/config.ts';
import { printYaml } from '../../yaml/print-yaml.ts';
import { printable } from './escape.ts';
import type { Surroundings } from './finding.ts';
import { headline } from './headline.ts';
import { describeOrigin } from './origin.ts';

/** The configuration as a KubeletConfiguration file, to feed to a kubelet. */
export function configYaml({ config }: ConfigAnswer): string {
  const head = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';
  return config === null ? '' : head + (Object.keys(config).length === 0 ? '' : printYaml(config));
}

/**
 * The configuration for people: YAML below a headline; with fields those members only, a single one as its bare
 * value; with origins one line a value.
 */
export function configText(
  answer: ConfigAnswer,
  fields: readonly (readonly [path: string, value: unknown])[],
  showOrigin: boolean,
  around: Surroundings,
): string[] {
  const { config } = answer;
  if (showOrigin) return withOrigins(answer, fields, around);
  if (fields.length === 1) return [bare(fields[0]![1])];
  const shown = fields.length > 0 ? Object.fromEntries(fields) : config;
  const head = fields.length > 0 ? [] : [`# ${headline(answer, around.style)}`];
  if (shown === null) return [...head, '# the configuration is not known'];
  return [
    ...head,
    ...(Object.keys(shown).length === 0 ? ['{}'] : printYaml(shown).trimEnd().split('\n').map(printable)),
  ];
}

function withOrigins(
  answer: ConfigAnswer,
  fields: readonly (readonly [path: string, value: unknown])[],
  { showPath, style }: Surroundings,
): string[] {
  const wanted = (path: string) =>
    fields.length === 0 || fields.some(([field]) => path === field || path.startsWith(`${field}.`));
  const out = fields.length > 0 ? [] : [`# ${headline(answer, style)}`];
  for (const [path, { overridden, ...origin }] of Object.entries(answer.origins)) {
    if (!wanted(path)) continue;
    out.push(
      `${printable(path)}: ${bare(valueAt(answer.config, path))}  ${style.faint(`# ${describeOrigin(origin, showPath)}`)}`,
    );
    for (const { value, origin: earlier } of overridden ?? []) {
      if (earlier.kind === 'default') continue;
      out.push(style.faint(`  # overrides ${bare(value)}, ${describeOrigin(earlier, showPath)}`));
    }
  }
  return out;
}

function bare(value: unknown): string {
  if (value === undefined) return '';
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
