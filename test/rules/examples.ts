import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lint } from '../../src/lint/lint.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { NEWEST_MINOR, parseMinor } from '../../src/versions/minor.ts';
import { findingsIn, findingsOn, findingsOnNode } from '../checks/support.ts';

const root = fileURLToPath(new URL('../../fixtures/rules/', import.meta.url));

/** Where the examples of a rule lie. */
export const exampleAt = (path: string) => join(root, path);

/** The rules with an example. */
export const exampleIds = () => readdirSync(root).sort();

/** `bad`, and more of it: `bad@1.33` for another kubelet than the newest, `bad@own` for one whose node tells it. */
export const variantsOf = (id: string) =>
  readdirSync(exampleAt(id)).filter((name) => /^bad(-|@|$)/.test(name));

/** All findings in an example, linted as what it is: a node, a manifest directory, or files each by itself. */
export function findingsInExample(id: string, variant: string, scope: Rule['scope']): readonly Diagnostic[] {
  const path = exampleAt(`${id}/${variant}`);
  if (['etc', 'var', 'srv'].some((name) => existsSync(join(path, name)))) {
    // A version beyond those that are known is judged like the nearest.
    const asked = parseMinor(variant.split('@')[1] ?? '');
    return asked === undefined ? findingsIn(path, 'node') : findingsOnNode(rootHost(path), asked);
  }
  const version = parseMinor(variant.split('@')[1] ?? '') ?? NEWEST_MINOR;
  const host = rootHost(path);
  if (scope === 'directory') return findingsOn(host, '/', version);
  const facts = { version, gates: new Map(), nodeName: 'node01' };
  return readdirSync(path).flatMap((name) => {
    const { files, diagnostics } = lint(host, { paths: [`/${name}`], facts });
    return [...diagnostics, ...files.flatMap((file) => file.diagnostics)];
  });
}
