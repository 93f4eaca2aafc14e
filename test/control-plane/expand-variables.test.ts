import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { expandVariables, expansionBudget } from '../../src/control-plane/expand-variables.ts';
import { readComponents } from '../../src/control-plane/read-components.ts';
import { isOpen } from '../../src/control-plane/read-line.ts';
import type { Pod } from '../../src/manifest/pod/types.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';

const variables = new Map([
  ['A', 'x'],
  ['B', '$(A)'],
  ['', 'nameless'],
]);
const expand = (text: string) => expandVariables(text, variables, expansionBudget());

describe('expandVariables', () => {
  it.each([
    ['plain', 'plain'],
    ['$(A)', 'x'],
    ['a$(A)b$(A)c', 'axbxc'],
    ['$(B)', '$(A)'],
    ['$(C)', '$(C)'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$x'],
    ['$$', '$'],
    ['$', '$'],
    ['$A', '$A'],
    ['$(A', '$(A'],
    ['$()', 'nameless'],
    ['$($(A)', '$($(A)'],
    ['$(A)$(', 'x$('],
    ['$($$', '$($'],
  ])('makes of %j %j', (text, expected) => {
    expect(expand(text)).toBe(expected);
  });

  it('is linear in parentheses that nothing closes', () => {
    const started = performance.now();
    for (const text of ['$('.repeat(1_000_000), `${'$('.repeat(1_000_000)})`, '$$('.repeat(1_000_000)])
      expand(text);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('gives up where variables put in more than a program can be started with', () => {
    const budget = expansionBudget();
    const long = new Map([['LONG', 'x'.repeat(100_000)]]);
    expect(expandVariables('$(LONG)', long, budget)).toHaveLength(100_000);
    expect(expandVariables('$(LONG)', long, budget)).toBeNull();
    expect(expandVariables('not $(SET)', long, budget)).toBe('not $(SET)');
  });
});

describe('variables of a component', () => {
  const read = (pod: Pod) => readComponents(parseDocument(encode(JSON.stringify(pod)), '/pod.json'), pod);

  it('are not known where each names the one before twice', () => {
    const env = Array.from({ length: 60 }, (_, i) => ({
      name: `A${i}`,
      value: i === 0 ? 'xxxxxxxxxx' : `$(A${i - 1})$(A${i - 1})`,
    }));
    const container = {
      name: 'etcd',
      image: 'etcd:3.6.5-0',
      command: ['etcd', '--name=$(A3)', '--name=$(A59)'],
      env,
    };
    const [component] = read({ spec: { containers: [container] } });
    expect(component!.variables[2]!.value).toBe('x'.repeat(40));
    expect(component!.variables[40]!.value).toBeNull();
    expect(component!.arguments.every(({ text }) => isOpen(text))).toBe(true);
    const size = component!.variables.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    expect(size).toBeLessThan(200_000);
  });

  it('are not known where the later of two is not', () => {
    const env = [
      { name: 'A', value: 'x' },
      { name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
    ];
    const [component] = read({
      spec: { containers: [{ name: 'etcd', command: ['etcd', '--name=$(A)'], env }] },
    });
    expect(component!.arguments[0]!.text).toBe('--name=$(A)');
  });
});
