import { describe, expect, it } from 'vitest';
import { suggestField } from '../../src/schema/suggest.ts';
import { fieldsOf, findField, findStruct, isKnownKind } from '../../src/schema/types.ts';

describe('the types of a minor', () => {
  it('have the fields of that minor', () => {
    const names = (minor: number) => fieldsOf('LifecycleHandler', minor).map(({ name }) => name);
    expect(names(28)).toEqual(['exec', 'httpGet', 'tcpSocket']);
    expect(names(29)).toEqual(['exec', 'httpGet', 'tcpSocket', 'sleep']);
    expect(fieldsOf('NoSuchType', 37)).toEqual([]);
  });

  it('tell a field that changed its type', () => {
    const struct = findStruct('PersistentVolumeClaimSpec')!;
    expect(findField(struct, 'resources', 28)?.type.goType).toBe('v1.ResourceRequirements');
    expect(findField(struct, 'resources', 29)?.type.goType).toBe('v1.VolumeResourceRequirements');
  });

  it('tell what is a pointer: null makes it nil, and leaves what is none as it is', () => {
    const spec = findStruct('PodSpec')!;
    expect(findField(spec, 'os', 37)?.type.pointer).toBe(true);
    expect(findField(spec, 'priority', 37)?.type.pointer).toBe(true);
    expect(findField(spec, 'subdomain', 37)?.type.pointer).toBeUndefined();
    expect(findField(findStruct('Pod')!, 'spec', 37)?.type.pointer).toBeUndefined();
  });

  it('are those of every kind that the kubelet has registered for v1', () => {
    for (const kind of ['Pod', 'PodList', 'List', 'Secret', 'Status', 'KubeletConfiguration']) {
      expect(isKnownKind(kind)).toBe(true);
    }
    expect(isKnownKind('Deployment')).toBe(false);
    expect(isKnownKind('constructor')).toBe(false);
    expect(findStruct('constructor')).toBeUndefined();
  });
});

describe('a suggestion for an unknown field', () => {
  it.each([
    ['Container', 'iamge', 'image'],
    ['Container', 'imagepullpolicy', 'imagePullPolicy'],
    ['Container', 'volume_mounts', 'volumeMounts'],
    ['PodSpec', 'container', 'containers'],
    ['PodSpec', 'hostNetwrok', 'hostNetwork'],
    ['KubeletConfiguration', 'staticPodpath', 'staticPodPath'],
  ])('in %s for %s is %s', (type, key, field) => {
    expect(suggestField(type, key, 37)).toBe(field);
  });

  it('is none where nothing is near, or the minor has no such field', () => {
    expect(suggestField('Container', 'replicas', 37)).toBeUndefined();
    expect(suggestField('PodSpec', 'a', 37)).toBeUndefined();
    expect(suggestField('PodSpec', 'hostnameOverrides', 33)).toBeUndefined();
    expect(suggestField('PodSpec', 'hostnameOverrides', 34)).toBe('hostnameOverride');
    expect(suggestField('PodSpec', 'x'.repeat(1_000_000), 37)).toBeUndefined();
  });
});
