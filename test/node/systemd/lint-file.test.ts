import { describe, expect, it } from 'vitest';
import { SourceText } from '../../../src/diagnostics/location.ts';
import { lintEnvironmentFile, lintUnitFile } from '../../../src/node/systemd/lint-file.ts';

const unit = (text: string, path = '/src/kubelet.service') =>
  lintUnitFile(new SourceText(path, text)).map(({ severity, ruleId }) => `${severity} ${ruleId}`);
const env = (text: string) =>
  lintEnvironmentFile(new SourceText('/src/kubelet.env', text)).map(
    ({ severity, ruleId }) => `${severity} ${ruleId}`,
  );

describe('a unit file by itself', () => {
  it('is judged with the parser of a start', () => {
    expect(unit('[Service]\nExecStart=/k --url=a%20b\n')).toEqual(['error unit-bad-specifier']);
    expect(unit('[Service] # main\nExecStart=/k\n')).toEqual(['error unit-bad-section-header']);
    expect(unit('[Service]\nEnvironment=A=1 b\nFoo=1\nExecStart=/k\n')).toEqual([
      'warning environment-bad-assignment',
      'warning unit-unknown-key',
    ]);
  });

  it('is told of a second ExecStart=, but not of none, which a drop-in may bring', () => {
    expect(unit('[Service]\nExecStart=/a\nExecStart=/b\n')).toEqual(['error unit-second-exec-start']);
    expect(unit('[Unit]\nDescription=x\n')).toEqual([]);
  });

  it('knows what only a machine can tell to be there', () => {
    expect(unit('[Service]\nExecStart=/k %H %m %o %n %i\n')).toEqual([]);
  });

  it('is judged as a drop-in by its place: errors only cost its rest', () => {
    const path = '/src/kubelet.service.d/10.conf';
    expect(unit('[Service]\nExecStart=./k\n', path)).toEqual(['warning unit-bad-executable']);
    expect(unit('[Service]\nExecStart=/a\nExecStart=/b\n', path)).toEqual([]);
  });

  it('of another type has the sections of that type', () => {
    expect(unit('[Timer]\nOnCalendar=daily\n', '/src/a.timer')).toEqual([]);
    expect(unit('[Service]\nExecStart=/k\n', '/src/a.timer')).toEqual(['warning unit-unknown-section']);
  });
});

describe('an environment file by itself', () => {
  it.each([
    ['A=1\n# c\nB="x y"\n', []],
    ['export A=1\n', ['warning environment-file-bad-name']],
    ['\ufeffA=1\n', ['warning environment-file-bad-name']],
    ['A: 1\n', ['warning environment-file-missing-equals']],
    ['A="1\nB=2\n', ['warning environment-file-unclosed-quote']],
    ['A="1\n', ['info environment-file-unclosed-quote']],
    ['A="-v=2" -x=1\n', ['warning environment-file-text-after-quote']],
    ['A="--name="n1" -v=2"\n', ['warning environment-file-text-after-quote']],
    ['A="a"b\nB="a""b"\nC="a" \\\n', []],
    ['A=1\0', ['error environment-file-unusable']],
    ['A=\udcff\n', ['error environment-file-unusable']],
  ])('%j', (text, expected) => {
    expect(env(text)).toEqual(expected);
  });
});
