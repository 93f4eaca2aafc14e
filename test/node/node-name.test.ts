import { describe, expect, test } from 'vitest';
import { nodeNameOf } from '../../src/node/node-name.ts';

describe("the node's name", () => {
  test('is what the caller says, literally', () => {
    expect(nodeNameOf({ flag: ' Node ', hostnameOverride: 'a', hostName: 'b' })).toMatchObject({
      name: ' Node ',
      origin: 'flag',
    });
  });

  test('is else the override, else the host name, trimmed and in lower case', () => {
    expect(nodeNameOf({ hostnameOverride: ' Node-A\n', hostName: 'b' })).toMatchObject({
      name: 'node-a',
      display: 'node-a',
      origin: 'hostname-override',
    });
    expect(nodeNameOf({ hostnameOverride: '', hostName: 'B' })).toMatchObject({
      name: 'b',
      origin: 'hostname',
    });
  });

  test("is trimmed and lowered by Go's rules, not JavaScript's", () => {
    expect(nodeNameOf({ hostName: '\u0085A\u0085' }).name).toBe('a');
    expect(nodeNameOf({ hostName: '\ufeffA' }).name).toBe('\ufeffa');
    expect(nodeNameOf({ hostName: 'İΣ' }).name).toBe('iσ');
    expect(nodeNameOf({ hostName: 'A\udcff' }).name).toBe('a\udcff'.replace('\udcff', '\ufffd'));
  });

  test('is "n", shown as "<node>", where nothing tells it', () => {
    expect(nodeNameOf({})).toEqual({ name: 'n', display: '<node>', origin: 'unknown', diagnostics: [] });
  });

  test('of white space only stops the kubelet', () => {
    expect(nodeNameOf({ hostnameOverride: ' ' })).toMatchObject({
      display: '<node>',
      diagnostics: [{ ruleId: 'node-name-empty', severity: 'error' }],
    });
  });
});
