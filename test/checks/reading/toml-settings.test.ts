import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tomlSettings, tomlString } from '../../../src/checks/reading/toml-settings.ts';

describe('TOML, line by line', () => {
  it('tells table, key, value and line', () => {
    const text =
      'version = 2 # the format\n\n[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "a#b"\n';
    expect(tomlSettings(text)).toMatchObject([
      { table: '', key: 'version', value: '2', line: 1, text: 'version = 2 # the format' },
      { table: 'plugins."io.containerd.grpc.v1.cri"', key: 'sandbox_image', value: '"a#b"', line: 4 },
    ]);
  });

  it('takes a dotted key for a table and a key', () => {
    const text = 'plugins."io.containerd.grpc.v1.cri".runc.SystemdCgroup = true\n[a]\n"b.c".d = 1\n';
    expect(tomlSettings(text)).toMatchObject([
      {
        table: 'plugins."io.containerd.grpc.v1.cri".runc',
        key: 'SystemdCgroup',
        value: 'true',
        line: 1,
      },
      { table: 'a."b.c"', key: 'd', value: '1', line: 3 },
    ]);
  });

  it('joins a list over several lines', () => {
    const [list, next] = tomlSettings('disabled_plugins = [\n  "cri", # off\n  "aufs"\n]\nroot = "/x"\n')!;
    expect(list).toMatchObject({ key: 'disabled_plugins', value: '[ "cri", "aufs" ]', line: 1 });
    expect(next).toMatchObject({ key: 'root', line: 5 });
  });

  it.each(['a = { b = 1 }', 'a = """\nb\n"""', 'no assignment', '{"json": true}'])(
    'tells nothing of what it does not read: %s',
    (text) => expect(tomlSettings(text)).toBeUndefined(),
  );

  it('takes the quotes off a string', () => {
    expect([`"a"`, `'b'`, 'c'].map(tomlString)).toEqual(['a', 'b', 'c']);
  });

  it('ends on anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void tomlSettings(text)));
  });
});
