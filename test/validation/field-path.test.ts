import { describe, expect, it } from 'vitest';
import { FieldPath } from '../../src/validation/field-path.ts';

const spec = FieldPath.of('spec');

describe('a field path', () => {
  it('prints as upstream’s does', () => {
    const ports = spec.child('containers').index(0).child('ports');
    expect(`${ports.index(1).child('name')}`).toBe('spec.containers[0].ports[1].name');
    expect(`${spec.child('limits').key('cpu')}`).toBe('spec.limits[cpu]');
    expect(`${FieldPath.of('')}`).toBe('[]');
  });

  it('is a way through the document', () => {
    expect(spec.child('a').index(2).key('b').steps()).toEqual(['spec', 'a', 2, 'b']);
  });

  it('can be shown by another name, with all that lies within', () => {
    const item = spec.child('items').index(3);
    const shown = item.shownAs(spec);
    expect(`${shown.child('path')}`).toBe('spec.path');
    expect(shown.child('path').steps()).toEqual(['spec', 'items', 3, 'path']);
    expect(`${shown.shownAs(FieldPath.of('x'))}`).toBe('x');
  });

  it('can mean a key or a value of a map that upstream names as a whole', () => {
    const key = spec.child('labels').itsKey('a');
    expect([`${key}`, key.onKey, key.steps().at(-1)]).toEqual(['spec.labels', true, 'a']);
    const value = spec.child('labels').itsValue('a');
    expect([`${value}`, value.onKey, value.steps().at(-1)]).toEqual(['spec.labels', false, 'a']);
    expect([`${spec.key('a').asKey()}`, spec.key('a').asKey().onKey]).toEqual(['spec[a]', true]);
  });
});
