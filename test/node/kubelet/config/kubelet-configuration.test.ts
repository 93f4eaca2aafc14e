import { describe, expect, it } from 'vitest';
import { encode } from '../../../../src/bytes/text.ts';
import { decodeConfiguration } from '../../../../src/node/kubelet/config/decode.ts';
import type { StructType } from '../../../../src/node/kubelet/config/go-types.ts';
import {
  isKubeletConfigurationField,
  KUBELET_CONFIGURATION,
} from '../../../../src/node/kubelet/config/kubelet-configuration.ts';
import { decodeShape } from '../../../../src/schema/decode-shape.ts';
import { fieldsOf } from '../../../../src/schema/types.ts';
import { parseDocument } from '../../../../src/yaml/parse-document.ts';
import { HEADER } from '../a-start.ts';
import { MINORS, readCases } from '../config-cases.ts';

describe('the table of members', () => {
  it.each(MINORS)('has the members of the generated types in 1.%i', (minor) => {
    const differences: string[] = [];
    const compare = (struct: StructType) => {
      const name = struct.name.slice(struct.name.lastIndexOf('.') + 1);
      const ours = struct.fields.filter(({ since = 0 }) => since <= minor);
      const names = ours.map(({ json }) => json).sort();
      const theirs = fieldsOf(name, minor)
        .map((field) => field.name)
        .sort();
      if (names.join() !== theirs.join()) differences.push(`${name}: ${names} / ${theirs}`);
      for (const { type } of ours) {
        const inner = type.kind === 'list' ? type.of : type;
        if (inner.kind === 'struct') compare(inner);
      }
    };
    compare(KUBELET_CONFIGURATION);
    expect(differences).toEqual([]);
  });

  it('tells what a path can name', () => {
    expect(isKubeletConfigurationField('authentication.anonymous.enabled')).toBe(true);
    expect(isKubeletConfigurationField('featureGates.NodeSwap')).toBe(true);
    expect(isKubeletConfigurationField('authentication')).toBe(true);
    expect(isKubeletConfigurationField('staticPodPath.x')).toBe(false);
    expect(isKubeletConfigurationField('podManifestPath')).toBe(false);
  });
});

it('decodes every recorded file with the error of the generated types', () => {
  const differences: string[] = [];
  for (const { id, files } of readCases()) {
    for (const spec of Object.values(files)) {
      if (typeof spec !== 'string' || !spec.startsWith(HEADER)) continue;
      const document = parseDocument(encode(spec), '/c.yaml');
      if (document.root?.kind !== 'object') continue;
      for (const minor of [28, 33, 37]) {
        const options = { minor, names: 'v1beta1', caseSensitive: true } as const;
        const { error, strict } = decodeConfiguration(document.root, options);
        const shape = decodeShape(document, 'KubeletConfiguration', minor);
        const unknown = strict.filter(({ kind }) => kind === 'unknown').map(({ path }) => path);
        const same =
          error?.message === shape.error?.message &&
          (error !== null || unknown.join() === shape.unknown.map(({ path }) => path).join());
        if (!same) differences.push(`${id} ${minor}: ${error?.message} / ${shape.error?.message}`);
      }
    }
  }
  expect(differences).toEqual([]);
}, 60_000);
