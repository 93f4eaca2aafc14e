import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** What the sources give: a rule's id with the severities that stand beside it, none where they are no literal. */
export interface Given {
  readonly id: string;
  readonly severities: readonly string[] | undefined;
  readonly file: string;
}

/** Expressions for a ruleId that hold no id themselves: the id stands where they get it from. */
const PASSED_ON = [
  /^ruleId\b/,
  /^id\b/,
  /^string\b/,
  /^RULES\[type\]/,
  /^complaint\b/,
  /^diagnostic\.ruleId/,
  /^settled\b/,
  /^one\.id\b/,
];
/** Where a rule has its id in another way than as `ruleId: 'id'`. */
const MORE: readonly (readonly [file: RegExp, pattern: RegExp])[] = [
  [/^node\/systemd\/verify-service\.ts$/, /refused\(\s*'([a-z-]+)'/g],
  [/^manifest\/logged\//, /\n {2}id: '([a-z-]+)'/g],
  [/^manifest\/diagnose-field-error\.ts$/, /FieldValue\w+: '([a-z-]+)'/g],
  [/^manifest\/diagnose-type-error\.ts$/, /const ruleId = '([a-z-]+)'/g],
];

/** Every id that the stages give, wherever the sources say it. */
export function givenBySources(): readonly Given[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !/^(checks\/(?!run-checks)|(rules|report)\/)/.test(path))
    .flatMap((file) => givenBy(file, readFileSync(join(src, file), 'utf8')));
}

function givenBy(file: string, text: string): Given[] {
  const found: Given[] = [];
  for (const match of text.matchAll(/\bruleId: ([^\n]*?)(?:,?\n|, severity|, message|, location| [;}])/g)) {
    const expression = match[1]!;
    const ids = idsIn(expression);
    if (ids.length === 0 && !PASSED_ON.some((pattern) => pattern.test(expression)))
      throw new Error(`${file}: what is the id in "${expression}"?`);
    const severities = severitiesAfter(text, match.index + 'ruleId: '.length);
    for (const id of ids) found.push({ id, severities: ids.length === 1 ? severities : undefined, file });
  }
  for (const [of, pattern] of MORE) {
    if (!of.test(file)) continue;
    for (const [, id] of text.matchAll(pattern)) found.push({ id: id!, severities: undefined, file });
  }
  return found;
}

function idsIn(expression: string): readonly string[] {
  // The one that is put together: unit-user-missing, unit-group-missing.
  if (expression.startsWith(`\`unit-\${kind}-missing\``)) return ['unit-user-missing', 'unit-group-missing'];
  return [...expression.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, id]) => id!);
}

/** The severity in the same object: of `a ? 'error' : 'info'` both; undefined where it comes from elsewhere. */
function severitiesAfter(text: string, at: number): readonly string[] | undefined {
  const object = text.slice(at, endOfObject(text, at));
  const written = /\bseverity: ([^\n]*?)(?: as const)?(?:,|\n|$| \})/.exec(object)?.[1];
  const found = [...(written ?? '').matchAll(/'(error|warning|info)'/g)].map(([, severity]) => severity!);
  return found.length > 0 ? found : undefined;
}

/** The end of the object literal in which an offset lies. */
function endOfObject(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && depth-- === 0) return i;
  }
  return text.length;
}
