import type { Collected } from './collect.ts';
import { REASONS, type Reason } from './rules.ts';

/** What was taken, a path a line. */
export function collectedLines({ members, record }: Collected): readonly string[] {
  const masked = new Set(record.masked);
  const parts = new Set(record.parts);
  return members.map(({ path, target }) => {
    if (target !== undefined) return `${path} -> ${target}`;
    if (masked.has(path)) return `${path} (masked)`;
    return parts.has(path) ? `${path} (in part)` : path;
  });
}

/** How much was taken, and what was left out and why; `all` names each. */
export function leftOutLines({ members, record }: Collected, all: boolean): readonly string[] {
  const paths = new Map<Reason, string[]>();
  for (const [path, reason] of record.left) paths.set(reason, [...(paths.get(reason) ?? []), path]);
  return [
    `took ${members.length} files, directories and links`,
    ...(record.masked.length > 0 ? [`masked values in ${record.masked.length} files`] : []),
    ...[...paths].flatMap(([reason, left]) => [
      `left out ${left.length}: ${REASONS[reason]}`,
      ...(all ? left.map((path) => `  ${path}`) : []),
    ]),
  ];
}
