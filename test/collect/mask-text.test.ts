import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masker } from '../../src/collect/mask-text.ts';
import { MAX_LINE } from '../../src/collect/rules.ts';
import { maskFunctions, maskVariables } from '../../src/collect/script-mask.ts';
import { has, SHELLS, temporary } from './support.ts';

const mask = masker();

describe('the values of token settings', () => {
  it.each([
    ['token: abc', 'token: _masked_'],
    ['"token" : "a b", x: 1', '"token" : "_masked_", x: 1'],
    ['{token: abc, foo: bar}', '{token: _masked_, foo: bar}'],
    ['Environment="K3S_TOKEN=abc def" B=1', 'Environment="K3S_TOKEN=_masked_" B=1'],
    ['Environment=K3S_TOKEN=abc B=1', 'Environment=K3S_TOKEN=_masked_ B=1'],
    [
      'A="--token=abc --config=/x --bootstrap-token b -v"',
      'A="--token=_masked_ --config=/x --bootstrap-token _masked_ -v"',
    ],
    ['A="--v=2 --token="', 'A="--v=2 --token="'],
    ['PASSWORD=a b', 'PASSWORD=_masked_'],
    ["export API_KEY='a b' C=d", "export API_KEY='_masked_' C=d"],
    ['password = a', 'password = _masked_'],
    ['AWS_SECRET_ACCESS_KEY=a', 'AWS_SECRET_ACCESS_KEY=_masked_'],
    ['Authorization: Bearer a b', 'Authorization: _masked_'],
    ['--manifest-url-header=Authorization:Bearer abc', '--manifest-url-header=Authorization:_masked_'],
    ['curl -H "Authorization: Basic abc" http://x', 'curl -H "Authorization: _masked_" http://x'],
    ['http://user:secret@proxy:3128', 'http://user:_masked_@proxy:3128'],
    ['mysql://u:p/w@tcp(db)/x', 'mysql://u:_masked_@tcp(db)/x'],
    ['{"name":"DB_PASSWORD","value":"x"}', '{"name":"DB_PASSWORD","value":"_masked_"}'],
    ['password: 1234', 'password: 0'],
    ['"{\\"token\\":\\"abc\\"}"', '"{\\"token\\":\\"_masked_\\"}"'],
  ])('%s', (line, masked) => {
    expect(mask(line)).toBe(masked);
    expect(mask(masked)).toBe(masked);
  });

  it.each([
    '--authentication-token-webhook=true --token-auth-file=/etc/x',
    '--authentication-token-webhook --config=/x',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
    'token: ${TOKEN}',
    'password: /run/secret',
    'secretName: web-tls',
    'automountServiceAccountToken: false',
    'imagePullSecrets:\n- name: registry',
    'secret:\n  secretName: web',
    'authorization:\n  mode: Webhook',
    'image: registry:5000/a@sha256:12 https://host:8080/b@v1',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
    'if [ -z "${TOKEN:-}" ]; then echo $TOKEN; fi',
    'tolerations:\n- key: node-role.kubernetes.io/control-plane\n  operator: Exists',
    'clientCAFile: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t',
  ])('but not what only looks like one: %s', (text) => {
    expect(mask(text)).toBe(text);
  });

  it('of which a later line has the value', () => {
    const text =
      'a:\n  Authorization:\n  - Bearer x\n  - y\npassword: |\n  one\n   two\nsecret:\n  plain\nb: 1\n- --token\n- x\n- --ok\nT_TOKEN="a\nb" C=d\n- name: MY_TOKEN\n  value: x\n- name: OTHER\n  value: y\n';
    expect(mask(text)).toBe(
      'a:\n  Authorization:\n  - _masked_\n  - _masked_\npassword: |\n  _masked_\n   _masked_\nsecret:\n  _masked_\nb: 1\n- --token\n- _masked_\n- --ok\nT_TOKEN="_masked_\n_masked_" C=d\n- name: MY_TOKEN\n  value: _masked_\n- name: OTHER\n  value: y\n',
    );
  });

  it('in a script take one word, for a command may follow', () => {
    expect(mask('#!/bin/sh\nTOKEN=a exec kubelet --config=/x\n')).toBe(
      '#!/bin/sh\nTOKEN=_masked_ exec kubelet --config=/x\n',
    );
  });

  it('of the longest lines that are looked at cost little', () => {
    const started = Date.now();
    for (const piece of ['token:', '://', 'a@', '"', 'token="', '[', 'LS0tLS1CRUdJTi', ' '])
      mask(piece.repeat(MAX_LINE / 16));
    expect(Date.now() - started).toBeLessThan(5_000);
  }, 30_000);
});

const PIECES = [
  'token',
  'password',
  'name',
  'value',
  'Authorization',
  'A_TOKEN',
  'x',
  '--token',
  '-v',
  'export',
  'Bearer',
  'auth',
  ':',
  '=',
  ',',
  ' ',
  '  ',
  '\t',
  '"',
  "'",
  '\\',
  '\\"',
  '[',
  ']',
  '{',
  '}',
  '|',
  '- ',
  '#',
  '/',
  '$',
  '${',
  '1',
  'true',
  '://',
  '@',
  '\n',
  '\n',
  '\n  ',
  '\r\n',
  'LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS',
  'abc',
  '\u00c3\u00a4',
  '\u0081',
  '`',
  '*',
  '?',
  ';',
  '&',
  '<',
  '_masked_',
];

describe('the masks of the script', () => {
  const script = `LC_ALL=C\nset -f\n${maskVariables()}${maskFunctions()}\nfor file; do mask_file "$file"; printf '\\036'; done\n`;

  describe.each(SHELLS.map((shell) => [shell] as const))('in a shell', (shell) => {
    it.skipIf(!has(shell[0]))(
      `${shell.join(' ')} masks as we do`,
      () => {
        const directory = temporary();
        const texts = fc.sample(
          fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
          { numRuns: 600, seed: 7 },
        );
        const files = texts.map((text, i) => {
          const file = join(directory, String(i));
          writeFileSync(file, Buffer.from(text, 'latin1'));
          return file;
        });
        const [command, ...options] = shell;
        const { stdout, stderr } = spawnSync(command, [...options, '-s', '--', ...files], { input: script });
        expect(stderr.toString()).toBe('');
        const masked = stdout.toString('latin1').split('\x1e').slice(0, -1);
        expect(texts.map((text, i) => [text, masked[i]])).toEqual(texts.map((text) => [text, mask(text)]));
      },
      60_000,
    );
  });
});
