import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { DESCRIPTOR } from '../../../src/runtime/cri/descriptor.ts';

/** The first minor of the window. */
const FIRST = 28;

/** The definitions that Go's module cache holds, by version; none where there is no Go. */
function definitions(): readonly (readonly [version: string, path: string])[] {
  const { GOMODCACHE, GOPATH = join(homedir(), 'go') } = process.env;
  const modules = join(GOMODCACHE ?? join(GOPATH, 'pkg/mod'), 'k8s.io');
  if (!existsSync(modules)) return [];
  return readdirSync(modules).flatMap((name) => {
    const minor = Number(/^cri-api@v0\.(\d+)\./.exec(name)?.[1] ?? 0);
    const path = join(modules, name, 'pkg/apis/runtime/v1/api.proto');
    return minor >= FIRST && existsSync(path) ? [[name, path] as const] : [];
  });
}

/** Fields that came later. */
const LATER = new Set(['ImageSpec.userSpecifiedImage']);

const found = definitions();

describe('the messages of CRI', () => {
  it.skipIf(found.length === 0).each(found)('have the fields that they have in %s', (_, path) => {
    const theirs = protobuf.parse(readFileSync(path, 'utf8'), { keepCase: false }).root;
    const ours = protobuf.Root.fromJSON(DESCRIPTOR);
    const wrong: string[] = [];
    for (const own of ours.nestedArray) {
      const real = theirs.lookup(`runtime.v1.${own.name}`);
      if (own instanceof protobuf.Enum) {
        expect(own.values, own.name).toEqual((real as protobuf.Enum).values);
        continue;
      }
      for (const field of (own as protobuf.Type).fieldsArray) {
        const other = (real as protobuf.Type).fields[field.name];
        const isSame =
          other !== undefined &&
          other.id === field.id &&
          other.type === field.type &&
          other.repeated === field.repeated &&
          other.map === field.map;
        if (!isSame) wrong.push(`${own.name}.${field.name}`);
      }
    }
    expect(wrong.filter((name) => !LATER.has(name))).toEqual([]);
  });
});
