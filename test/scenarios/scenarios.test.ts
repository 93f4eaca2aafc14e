import { describe, expect, it } from 'vitest';
import type { FileSpec } from '../../src/node/host/memory-host.ts';
import { API_SERVER } from './api-server.ts';
import { BASE_NODES, type BaseNode } from './base-nodes.ts';
import { CONTROL_PLANE } from './control-plane.ts';
import { diagnosedNode } from './diagnosed-node.ts';
import { FINDING_THE_DIRECTORY } from './finding-the-directory.ts';
import { IDENTIFICATION } from './identification.ts';
import { KUBELET_START } from './kubelet-start.ts';
import { machine } from './machine.ts';
import type { Scenario, Section } from './scenario.ts';
import { STATIC_PODS } from './static-pods.ts';

/** The catalogue's sections, and how many ids each has. */
const SECTIONS: readonly (readonly [letter: string, ids: number, section: Section])[] = [
  ['A', 15, FINDING_THE_DIRECTORY],
  ['B', 32, KUBELET_START],
  ['C', 13, API_SERVER],
  ['D', 41, STATIC_PODS],
  ['E', 30, CONTROL_PLANE],
  ['F', 12, IDENTIFICATION],
];

const NODES = Object.keys(BASE_NODES) as BaseNode[];

const rows = SECTIONS.flatMap(([, , section]) =>
  Object.entries(section).flatMap(([id, entries]) =>
    entries.flatMap((entry) => ('not' in entry ? [] : [{ id, ...entry }])),
  ),
);

/** The node with the fault in it. */
function broken({ on, change }: Scenario): Readonly<Record<string, FileSpec>> {
  const files = Object.entries({ ...BASE_NODES[on], ...change(BASE_NODES[on]) });
  return Object.fromEntries(files.filter((entry): entry is [string, FileSpec] => entry[1] !== null));
}

describe('the table of scenarios', () => {
  it.each(SECTIONS)(
    'has every id of section %s, as a row or with the reason why not',
    (letter, ids, section) => {
      expect(Object.keys(section)).toEqual(Array.from({ length: ids }, (_, at) => `${letter}${at + 1}`));
      for (const entries of Object.values(section)) expect(entries.length).toBeGreaterThan(0);
    },
  );
});

describe('a sound node has no problem', () => {
  it.each(NODES)('%s as a copy', (node) => {
    expect(diagnosedNode(BASE_NODES[node]).problems).toEqual([]);
  });

  it.each(NODES)('%s while it runs', (node) => {
    expect(diagnosedNode(BASE_NODES[node], undefined, machine()).problems).toEqual([]);
  });
});

describe("doctor's first problem names the cause", () => {
  it.each(rows)('$id on a $on: $fault', (row) => {
    const { problems, notes } = diagnosedNode(broken(row), row.version, row.machine);
    const [first] = problems;
    if (row.first === null) {
      expect(first).toBeUndefined();
      if (row.note !== undefined) expect(notes.map(({ ruleId }) => ruleId)).toContain(row.note);
      return;
    }
    const [ruleId, says] = row.first;
    expect(first?.diagnostic.message).toMatch(says);
    expect(first?.diagnostic.ruleId).toBe(ruleId);
  });
});
