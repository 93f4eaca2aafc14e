import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

const IDS = new Set([
  'argument-is-two-words',
  'decimal-file-mode',
  'empty-argument',
  'octal-number',
  'outer-white-space',
  'value-cut-by-comment',
  'volume-becomes-empty',
  'yaml-key-is-no-text',
]);

/** The findings of these checks on a container's text, as `line:column rule`. */
function found(text: string): string[] {
  const head =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    image: i\n';
  return findingsOn(memoryHost({ '/m/p.yaml': `${head}${text}` }), '/m')
    .filter(({ ruleId }) => IDS.has(ruleId))
    .map(({ location, ruleId }) => `${location?.line}:${location?.column} ${ruleId}`);
}

describe('the checks of what YAML makes of a text', () => {
  it('look at init containers too', () => {
    expect(found('  initContainers:\n  - {name: i, image: i, args: ["--v 2"]}\n')).toEqual([
      '9:32 argument-is-two-words',
    ]);
  });

  it('leave alone what a program may well want in one word', () => {
    const words = [
      '-c x',
      '--a="b c"',
      '--a=b c',
      '--env=--x --y',
      'a b',
      '$(A) --b',
      '--',
      '-- x',
      '--a=b\nc --d',
    ];
    expect(found(`    args: ${JSON.stringify(words)}\n`)).toEqual([]);
    expect(found('    command: ["/opt/my program/run", "C:\\\\x y"]\n')).toEqual([]);
  });

  it('point at an alias where it stands', () => {
    const text = '    args: [&a "--v 2"]\n  initContainers:\n  - {name: i, image: i, args: [*a]}\n';
    expect(found(text)).toEqual(['10:32 argument-is-two-words', '8:15 argument-is-two-words']);
  });

  it('see a number once, however often an alias brings it', () => {
    const ports = Array.from({ length: 50 }, () => '*p').join(', ');
    expect(found(`    ports: [&p {containerPort: 0443}, ${ports}]\n`)).toEqual(['8:32 octal-number']);
  });

  it('take time for nothing: a deep document, many zeros', () => {
    const deep = `  x: ${'['.repeat(9000)} 010 ${']'.repeat(9000)}\n`;
    expect(found(deep)).toEqual(['8:9007 octal-number']);
    expect(found(`    x: [${' 010,'.repeat(50_000)}]\n`)).toHaveLength(50_000);
  });

  it('say nothing of a file that is no pod', () => {
    const host = memoryHost({ '/m/a.yaml': 'a: 010\n', '/m/b.yaml': 'kind: Pod\napiVersion: v1\nspec: 1\n' });
    expect(findingsOn(host, '/m').filter(({ ruleId }) => IDS.has(ruleId))).toEqual([]);
  });
});
