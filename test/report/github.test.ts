import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { githubReport } from '../../src/report/github.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import { printable } from '../../src/report/text/escape.ts';
import { goldenReport, HOSTILE, hostileReport, longReport, versionsReport } from './lint-reports.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** A line as the runner takes it apart (actions/runner ActionCommand.cs, TryParseV2). */
function parse(line: string): Command {
  const end = line.indexOf('::', 2);
  expect(line.startsWith('::') && end > 0).toBe(true);
  const info = line.slice(2, end);
  const [name = ''] = info.split(' ');
  const properties = info
    .slice(name.length)
    .trim()
    .split(',')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), unescaped(pair.slice(equals + 1), PROPERTY)];
    });
  return { name, properties: Object.fromEntries(properties), data: unescaped(line.slice(end + 2), DATA) };
}

const DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const PROPERTY = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
] as const;

function unescaped(text: string, mappings: readonly (readonly [string, string])[]): string {
  return mappings.reduce((out, [from, to]) => out.replaceAll(from, to), text);
}

/** The commands of a report, after its line for the log. */
function commandsOf(report: LintReport): readonly Command[] {
  const [log, ...lines] = githubReport(report).split('\n');
  expect(log).toMatch(/^spctl \S+, kubelets? 1\./);
  expect(lines.pop()).toBe('');
  const commands = lines.map(parse);
  for (const { name, properties } of commands) {
    expect(name).toMatch(/^(error|warning|notice)$/);
    for (const key of Object.keys(properties))
      expect(['file', 'line', 'endLine', 'col', 'endColumn', 'title']).toContain(key);
    // What the runner would take away again.
    if ('col' in properties) expect(properties.endLine).toBe(properties.line);
  }
  return commands;
}

describe('the annotations for GitHub', () => {
  it('have file, place, title with the kubelet, and message', () => {
    const commands = commandsOf(goldenReport());
    expect(commands.map(({ name }) => name)).toEqual([
      'notice',
      'error',
      'warning',
      'notice',
      'warning',
      'warning',
      'error',
    ]);
    expect(commands[1]).toEqual({
      name: 'error',
      properties: {
        file: 'manifests/bad, 100%.yaml',
        line: '3',
        endLine: '3',
        col: '18',
        endColumn: '23',
        title: 'pod-invalid-value (kubelet 1.34)',
      },
      data: '"spec.containers[0].ports[0].containerPort" is 70000, which is invalid\nhelp: write a number from 1 to 65535',
    });
  });

  it('have no columns where a place spans lines, and no file where there is none', () => {
    const commands = commandsOf(goldenReport());
    const shadowed = commands.find(({ properties }) => properties.title?.startsWith('manifest-shadowed'));
    expect(shadowed!.properties).toMatchObject({ line: '2', endLine: '4' });
    expect(shadowed!.properties).not.toHaveProperty('col');
    const swap = commands.find(({ properties }) => properties.title?.startsWith('swap-on'));
    expect(Object.keys(swap!.properties)).toEqual(['title']);
  });

  it('are one for all the kubelets that have a finding', () => {
    const titles = commandsOf(versionsReport()).map(({ properties }) => properties.title);
    expect(titles).toContain('pod-invalid-value (kubelet 1.34)');
    expect(titles).toContain('manifest-shadowed (kubelets 1.33, 1.34)');
    expect(titles).toHaveLength(7);
  });

  it('come as they were written, and as no other command, whatever stands in the files', () => {
    const same = (text: string) => {
      for (const { data, properties } of commandsOf(hostileReport(text)))
        if (properties.line) {
          expect(data.split('\n')[0]).toBe(printable(text));
          if (!/^\s*(\.\/)+|[\p{Surrogate}\p{Cc}]/u.test(text)) expect(properties.file ?? '').toBe(text);
        }
    };
    same('a,b:c;d=e%25%0A::f\r\n::stop-commands::x');
    same(HOSTILE);
    commandsOf(longReport(500));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), same));
  });
});
