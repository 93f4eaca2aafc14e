import { type ConfigAnswer, valueAt } from '../../answers/config.ts';
import { printYaml } from '../../yaml/print-yaml.ts';
import { printable } from './escape.ts';
import type { Surroundings } from './finding.ts';
import { headline, versionHint } from './headline.ts';
import { describeOrigin } from './origin.ts';

/** The configuration as a KubeletConfiguration file, to feed to a kubelet; escaped for a terminal. */
export function configYaml({ config }: ConfigAnswer, forTerminal: boolean): string {
  if (config === null) return '';
  const head = ['apiVersion: kubelet.config.k8s.io/v1beta1', 'kind: KubeletConfiguration'];
  const text = printYaml(config);
  const body = forTerminal ? text.split('\n').map(printable).join('\n') : text;
  return [...head, body].join('\n');
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
  if (fields.length > 1) return fields.flatMap(([path, value]) => yamlLines({ [path]: value ?? null }));
  const head = [headline(answer, around.style), ...versionHint(answer)].map((line) => `# ${line}`);
  if (config === null) return [...head, '# the configuration is not known'];
  return [...head, ...yamlLines(config)];
}

function yamlLines(value: object): string[] {
  return Object.keys(value).length === 0 ? ['{}'] : printYaml(value).trimEnd().split('\n').map(printable);
}

function withOrigins(
  answer: ConfigAnswer,
  fields: readonly (readonly [path: string, value: unknown])[],
  around: Surroundings,
): string[] {
  const { style } = around;
  const wanted = (path: string) =>
    fields.length === 0 || fields.some(([field]) => path === field || path.startsWith(`${field}.`));
  const out = fields.length > 0 ? [] : [`# ${headline(answer, style)}`];
  for (const [path, { overridden, ...origin }] of Object.entries(answer.origins)) {
    const value = valueAt(answer.config, path);
    if (!wanted(path) || value === undefined) continue;
    out.push(`${printable(path)}: ${bare(value)}  ${style.faint(`# ${describeOrigin(origin, around)}`)}`);
    for (const { value, origin: earlier } of overridden ?? []) {
      if (earlier.kind === 'default') continue;
      out.push(style.faint(`  # overrides ${bare(value)}, ${describeOrigin(earlier, around)}`));
    }
  }
  return out;
}

function bare(value: unknown): string {
  if (value === undefined) return '';
  return printable(typeof value === 'string' ? value : JSON.stringify(value));
}
