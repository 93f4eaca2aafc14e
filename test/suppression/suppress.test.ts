import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { lint } from '../../src/lint/lint.ts';
import { suppress } from '../../src/lint/suppress.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { notingRemarks } from '../../src/suppression/noting-remarks.ts';

const FACTS = { version: 34, gates: new Map<string, boolean>(), nodeName: 'n' };
const RULE = {
  scope: 'file' as const,
  area: 'manifests' as const,
  severities: ['warning' as const],
  summary: '',
  why: '',
  bad: '',
  good: '',
  fix: '',
  links: [],
};
const rules = [
  'pod-unknown-field',
  'manifest-duplicate-key',
  'manifest-validation',
  'octal-number',
  'environment-file-invalid-name',
].map((id) => ({ ...RULE, id }));
const KNOWN = {
  rules: [...rules, { ...RULE, id: 'manifest-copy-runs', scope: 'directory' as const }],
  ruleOf: (id: string) => KNOWN.rules.find((rule) => rule.id === id),
};

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: c
    image: registry.example/c:1
`;

/** What is reported of a file and what is suppressed, as `line rule`. */
function judge(text: string, path = '/m/web.yaml', checks = true, directories: readonly string[] = []) {
  const { host, noted } = notingRemarks(memoryHost({ [path]: text }));
  const result = lint(host, { paths: [path], facts: FACTS });
  const [look] = suppress([{ result, nodeDiagnostics: [] }], noted, { ...KNOWN, checks, directories });
  const [file] = look!.result.files;
  return {
    verdict: file!.verdict,
    reported: file!.diagnostics.map(({ ruleId, location }) => `${location?.line} ${ruleId}`),
    suppressed: (look!.result.suppressed ?? []).map(
      ({ diagnostic, reason }) => `${diagnostic.location?.line} ${diagnostic.ruleId}: ${reason}`,
    ),
    messages: file!.diagnostics.map(({ message }) => message),
    helps: file!.diagnostics.map(({ help }) => help),
  };
}

const MISSPELT = '    imagePullPolice: Always';

describe('a comment in a manifest', () => {
  it('suppresses a finding on its own line', () => {
    const judged = judge(`${POD}${MISSPELT} # spctl-ignore pod-unknown-field: an operator reads it\n`);
    expect(judged.reported).toEqual([]);
    expect(judged.suppressed).toEqual(['9 pod-unknown-field: an operator reads it']);
  });

  it('suppresses a finding on the line below, also through other comments', () => {
    const judged = judge(
      `${POD}    # spctl-ignore octal-number: no\n    # spctl-ignore pod-unknown-field: an operator: reads it\n    # about it\n${MISSPELT}\n`,
    );
    expect(judged.suppressed).toEqual(['12 pod-unknown-field: an operator: reads it']);
    expect(judged.reported).toEqual(['9 suppression-unused']);
  });

  it('names several rules, each of which has to be of use', () => {
    const judged = judge(`${POD}${MISSPELT} # spctl-ignore pod-unknown-field, octal-number: because\n`);
    expect(judged.suppressed).toHaveLength(1);
    expect(judged.messages).toEqual(['"octal-number" suppresses nothing here']);
  });

  it('says nothing of other lines', () => {
    const judged = judge(`${POD}    # spctl-ignore pod-unknown-field: x\n    command: [a]\n${MISSPELT}\n`);
    expect(judged.reported.sort()).toEqual(['11 pod-unknown-field', '9 suppression-unused']);
  });

  it('suppresses a rule in the whole file, or all of them, before the first content', () => {
    for (const rule of [' pod-unknown-field', '']) {
      const text = `%YAML 1.1\n# spctl-ignore-file${rule}: made by a tool\n---\n${POD}${MISSPELT}\n`;
      const judged = judge(text);
      expect(judged.suppressed).toEqual(['12 pod-unknown-field: made by a tool']);
      expect(judged.reported).toEqual([]);
    }
  });

  it('is not for a whole file behind its first content', () => {
    const judged = judge(`${POD}${MISSPELT}\n# spctl-ignore-file pod-unknown-field: late\n`);
    expect(judged.reported.sort()).toEqual(['10 suppression-invalid', '9 pod-unknown-field']);
    expect(judged.messages.join()).toContain('does not stand before the content');
  });

  it.each([
    ['# spctl-ignore pod-unknown-field', 'gives no reason'],
    ['# spctl-ignore pod-unknown-field:  ', 'gives no reason'],
    ['# spctl-ignore: because', 'names no rule'],
    ['# spctl-ignore-next-line pod-unknown-field: x', '"spctl-ignore-next-line" is no comment of spctl'],
    ['# spctl-ignore pod-unknown-feild: x', 'there is no rule "pod-unknown-feild"'],
  ])('%s: suppresses nothing and says why', (comment, why) => {
    const judged = judge(`${POD}${MISSPELT} ${comment}\n`);
    expect(judged.suppressed).toEqual([]);
    expect(judged.reported.sort()).toEqual(['9 pod-unknown-field', '9 suppression-invalid']);
    expect(judged.messages.join()).toContain(why);
  });

  it('asks for the rule that was probably meant', () => {
    const judged = judge(`${POD}# spctl-ignore octal-numbre: x\n`);
    expect(judged.helps).toEqual(['did you mean "octal-number"?']);
  });

  it('suppresses no refusal', () => {
    const bad = judge(`${POD}    ports:\n    - containerPort: 70000\n`);
    expect(bad.verdict).toBe('refused');
    const rule = bad.reported[0]!.split(' ')[1]!;
    const judged = judge(`${POD}    ports:\n    - containerPort: 70000 # spctl-ignore ${rule}: we like it\n`);
    expect(judged.verdict).toBe('refused');
    expect(judged.suppressed).toEqual([]);
    expect(judged.reported.sort()).toEqual([`10 ${rule}`, '10 suppression-invalid'].sort());
    expect(judged.messages.join()).toContain('what is refused stays refused');
    expect(
      judge(`# spctl-ignore-file: all of it\n${POD}    ports:\n    - containerPort: 70000\n`).verdict,
    ).toBe('refused');
  });

  it('does not call unused what only a look at more files could use, nor anything without checks', () => {
    expect(judge(`# spctl-ignore-file manifest-copy-runs: on purpose\n${POD}`).reported).toEqual([]);
    expect(judge(`${POD}# spctl-ignore octal-number: x\n`, '/m/web.yaml', false).reported).toEqual([]);
    expect(judge(`${POD}# spctl-ignore octal-number: x\n`).reported).toEqual(['9 suppression-unused']);
    expect(judge(`# spctl-ignore-file: all of it\n${POD}`).reported).toEqual([]);
    expect(judge(`${POD}# spctl-ignore manifest-copy-runs: on purpose\n`).reported).toEqual([]);
  });

  it('calls it unused where all of its directory was looked at', () => {
    for (const comment of ['spctl-ignore-file manifest-copy-runs: x', 'spctl-ignore-file: x']) {
      const judged = judge(`# ${comment}\n${POD}`, '/m/web.yaml', true, ['/m']);
      expect(judged.reported).toEqual(['1 suppression-unused']);
      expect(judge(`# ${comment}\n${POD}`, '/m/web.yaml', true, ['/n']).reported).toEqual([]);
      expect(judge(`# ${comment}\n${POD}`, '/m/web.yaml', false, ['/m']).reported).toEqual([]);
    }
  });

  it('says of one for a whole refused file that it suppresses no error', () => {
    const judged = judge(`# spctl-ignore-file: all of it\n${POD}    ports:\n    - containerPort: 70000\n`);
    expect(judged.reported).toContain('1 suppression-invalid');
    expect(judged.messages.join()).toContain("errors can't be suppressed");
    expect(judged.helps.join()).toContain('"exclude" in the settings');
  });
});

describe('what is no comment', () => {
  const MARK = '# spctl-ignore octal-number: x';

  it.each([
    ['a block scalar', `    args:\n    - |\n      a\n      ${MARK}\n      b\n`],
    ['quotes', `    args: ["a ${MARK}", 'b\n      ${MARK}']\n`],
    ['a plain scalar', `    args: [a${MARK}]\n`],
  ])('in %s is left alone', (_, text) => {
    expect(judge(POD + text).reported.filter((one) => one.includes('suppression'))).toEqual([]);
  });

  it('but the header of a block scalar may have one, and so may what follows quotes', () => {
    for (const text of [`    args:\n    - | ${MARK}\n      a\n`, `    args: ["a" ${MARK}\n      ]\n`]) {
      expect(judge(POD + text).reported.filter((one) => one.includes('suppression'))).toHaveLength(1);
    }
  });

  it('in JSON', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', annotations: { a: `\n${MARK}` } } };
    expect(judge(JSON.stringify(pod)).reported.filter((one) => one.includes('suppression'))).toEqual([]);
  });
});

describe('a comment in other files', () => {
  it('is for environment files and units too', () => {
    const path = '/etc/default/kubelet';
    const [finding] = judge('export A=1\n', path).reported;
    const rule = finding!.split(' ')[1]!;
    expect(judge(`; spctl-ignore ${rule}: a shell reads it too\nexport A=1\n`, path).suppressed).toHaveLength(
      1,
    );
    const unit = '[Service]\nExecStart=/usr/bin/kubelet\nNosuch=1\n';
    const known = judge(unit, '/etc/systemd/system/kubelet.service').reported[0]!.split(' ')[1]!;
    const judged = judge(
      `# spctl-ignore-file ${known}: newer systemd\n${unit}`,
      '/etc/systemd/system/kubelet.service',
    );
    expect(judged.suppressed).toHaveLength(1);
  });

  it.each([
    ['/etc/default/kubelet', 'A=1 # spctl-ignore octal-number: x\n', 'value', 5],
    ['/etc/default/kubelet', 'A="1" ;spctl-ignore-file: x\n', 'value', 7],
    ['/e/a.service', '[Service] # spctl-ignore octal-number: x\n', 'line', 11],
    ['/e/a.service', '[Service]\nExecStart=/k # spctl-ignore octal-number: x\n', 'value', 14],
  ])('is none behind a value: %s %j', (path, text, part, column) => {
    const { host, noted } = notingRemarks(memoryHost({ [path]: text }));
    const result = lint(host, { paths: [path], facts: FACTS });
    const [look] = suppress([{ result, nodeDiagnostics: [] }], noted, {
      ...KNOWN,
      checks: true,
      directories: [],
    });
    const said = look!.result.files[0]!.diagnostics.filter(({ ruleId }) => ruleId.startsWith('suppression'));
    expect(said).toMatchObject([
      {
        ruleId: 'suppression-invalid',
        message: `this is no comment here: systemd takes it for a part of the ${part}`,
        location: { column },
      },
    ]);
  });

  it('is one in a shell script', () => {
    const judged = judge('#!/bin/sh\nA=1 # spctl-ignore octal-number: x\n', '/etc/default/kubelet');
    expect(judged.messages.join()).not.toContain('no comment here');
  });

  it('is read in linear time', () => {
    const text = `A=${'#'.repeat(500_000)}${' # spctl-ignore'.repeat(50_000)}\n`;
    const start = performance.now();
    judge(text, '/etc/default/kubelet');
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('is none where a line goes on', () => {
    const judged = judge('A="x \\\n# spctl-ignore octal-number: x\n"\n', '/etc/default/kubelet');
    expect(judged.messages.join()).not.toContain('suppresses');
  });
});

describe('comments in the files of a node', () => {
  const told = (text: string, judges = true) => {
    const path = '/etc/default/kubelet';
    const noted = new Map([[path, encode(text)]]);
    const nothing = { result: { files: [], diagnostics: [], unchecked: [] }, nodeDiagnostics: [] };
    const judgeOther = () => [
      {
        ruleId: 'environment-file-invalid-name',
        severity: 'warning' as const,
        message: '',
        location: { file: path, line: 2 },
      },
    ];
    const wish = { ...KNOWN, checks: true, directories: [], ...(judges && { judgeOther }) };
    return suppress([nothing], noted, wish)[0]!.nodeDiagnostics.map(({ message }) => message);
  };

  it('are told of where they are invalid, and where they are of no use for certain', () => {
    expect(told('# spctl-ignore octal-number\n')).toEqual([
      'this comment gives no reason, so it suppresses nothing',
    ]);
    expect(told('# spctl-ignore octal-number: x\nA=1\n')).toEqual(['"octal-number" suppresses nothing here']);
    expect(told('# spctl-ignore environment-file-invalid-name: x\nexport A=1\n')).toEqual([]);
    expect(told('# spctl-ignore-file: x\nA=1\n')).toEqual([]);
  });

  it('are no concern of who asks for other files', () => {
    expect(told('# spctl-ignore octal-number\n', false)).toEqual([]);
  });
});

describe('several kubelets', () => {
  it('need a comment only once', () => {
    const text = `# spctl-ignore-file pod-unknown-field: soon\n${POD}    restartPolicyRules: []\n`;
    const { host, noted } = notingRemarks(memoryHost({ '/m/a.yaml': text }));
    const looks = [30, 36].map((version) => ({
      result: lint(host, { paths: ['/m/a.yaml'], facts: { ...FACTS, version } }),
      nodeDiagnostics: [],
    }));
    const ids = (i: number, from = looks) =>
      from[i]!.result.files[0]!.diagnostics.map(({ ruleId }) => ruleId);
    expect([ids(0), ids(1)]).toEqual([['pod-unknown-field'], []]);
    const after = suppress(looks, noted, { ...KNOWN, checks: true, directories: [] });
    expect([ids(0, [...after]), ids(1, [...after])]).toEqual([[], []]);
  });
});

describe('any text', () => {
  it('is read without a throw, and no refusal is lost', () => {
    const piece = fc.constantFrom(
      '# spctl-ignore',
      '-file',
      ' octal-number',
      ': x',
      '\n',
      '- ',
      '"',
      '|',
      '\\',
      ',',
      '# ',
      'a: 0777',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom('/m/a.yaml', '/m/a.env', '/m/a.service'),
        (parts, path) => {
          const { host, noted } = notingRemarks(memoryHost({ [path]: encode(parts.join('')) }));
          const result = lint(host, { paths: [path], facts: FACTS });
          const [after] = suppress([{ result, nodeDiagnostics: [] }], noted, {
            ...KNOWN,
            checks: true,
            directories: [],
          });
          const errors = (files: typeof result.files) =>
            files.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'));
          expect(errors(after!.result.files)).toEqual(errors(result.files));
        },
      ),
      { numRuns: 300 },
    );
  });
});
