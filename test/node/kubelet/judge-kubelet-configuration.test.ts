import { describe, expect, it } from 'vitest';
import { encode } from '../../../src/bytes/text.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { judgeKubeletConfiguration } from '../../../src/node/kubelet/judge-kubelet-configuration.ts';
import type { Minor } from '../../../src/versions/minor.ts';
import { parseDocument } from '../../../src/yaml/parse-document.ts';
import { HEADER } from './a-start.ts';

describe('a configuration file alone', () => {
  it('is sound when the kubelet has nothing to say', () => {
    expect(said(`${HEADER}staticPodPath: /etc/kubernetes/manifests\n`)).toEqual([]);
  });

  it('has members that the kubelet ignores, and names that were meant', () => {
    expect(help(`${HEADER}podManifestPath: /m\n`)).toBe('did you mean "staticPodPath"?');
    expect(help(`${HEADER}StaticPodPath: /m\n`)).toBe('write "staticPodPath"');
    expect(help(`${HEADER}maxPod: 5\n`)).toBe('did you mean "maxPods"?');
    expect(help(`${HEADER}authentication: {staticPodPath: /m}\n`)).toBe(
      'move it to the top of the file: "staticPodPath" stands in no other field',
    );
    expect(help(`${HEADER}anonymous: {enabled: false}\n`)).toBe('did you mean "authentication.anonymous"?');
    for (const member of ['clusters', 'contexts', 'users', 'current-context'])
      expect(help(`${HEADER}${member}: []\n`)).toMatch(/^that belongs in a kubeconfig/);
    expect(said(`${HEADER}authentication: {anonymous: {enable: true}}\n`)).toEqual([
      'warning kubelet-config-unknown-field 3:30: the kubelet ignores "authentication.anonymous.enable": KubeletAnonymousAuthentication has no such field',
    ]);
  });

  it('may have members of a newer kubelet', () => {
    expect(said(`${HEADER}podLogsDir: /l\n`, 29)).toEqual([
      'warning kubelet-config-unknown-field 3:1: the kubelet ignores "podLogsDir": the field came with 1.30, and this kubelet is 1.29',
    ]);
    expect(said(`${HEADER}podLogsDir: /l\n`, 30)).toEqual([]);
  });

  it('is refused for a value of the wrong type, at the value', () => {
    expect(said(`${HEADER}maxPods: "50"\n`)).toEqual([
      'error kubelet-config-type 3:10: the kubelet does not start: "maxPods" takes a whole number (int32), but "50" stands here',
    ]);
    expect(said(`${HEADER}syncFrequency:\n`)).toEqual([
      'error kubelet-config-type 3:15: the kubelet does not start: "syncFrequency" takes a duration like "20s", but nothing stands here',
    ]);
  });

  it('loses nothing where both have one value', () => {
    for (const [value, severity] of [
      ['/a', 'info'],
      ['|\n  /a', 'warning'],
    ] as const)
      expect(said(`${HEADER}staticPodPath: ${value}\nstaticPodPath: ${value}\n`)[0]).toMatch(
        new RegExp(`^${severity} kubelet-config-duplicate-key`),
      );
  });

  it('takes the later of two equal keys', () => {
    expect(said(`${HEADER}staticPodPath: /a\nstaticPodPath: /b\n`)).toEqual([
      'warning kubelet-config-duplicate-key 4:1: "staticPodPath" stands twice in this mapping: the later one counts',
    ]);
  });

  it('says what it is, exactly', () => {
    expect(rules('staticPodPath: /m\n')).toEqual(['error kubelet-config-kind']);
    expect(rules('apiVersion: v1\nkind: Config\n')).toEqual(['error kubelet-config-kind']);
    expect(rules(HEADER.replace('v1beta1', 'v1'))).toEqual(['error kubelet-config-kind']);
    expect(rules('')).toEqual(['error kubelet-config-empty']);
    expect(rules('a: [')).toEqual(['error kubelet-config-syntax']);
    expect(rules('{"a": 1,}')).toEqual(['error kubelet-config-syntax']);
  });

  it('is read up to the end of its first document', () => {
    expect(rules(`${HEADER}---\nstaticPodPath: /m\n`)).toEqual(['warning kubelet-config-second-document']);
    expect(rules(`${HEADER}---\n# nothing\n`)).toEqual([]);
  });

  it('sets only gates that this kubelet knows', () => {
    expect(rules(`${HEADER}featureGates: {NoSuch: true}\n`)).toEqual(['error kubelet-feature-gate']);
  });

  it('is validated with the defaults, at the member to change', () => {
    expect(said(`${HEADER}\nmaxPods: -1\n`)).toEqual([
      'error kubelet-config-invalid 4:10: the kubelet does not start: maxPods (--max-pods) -1 must not be a negative number',
    ]);
  });
});

describe('a drop-in alone', () => {
  it('must not hold a key twice from 1.29 on', () => {
    const text = `${HEADER}staticPodPath: /a\nstaticPodPath: /b\n`;
    expect(rules(text, 28, 'dropin')).toEqual(['warning kubelet-config-duplicate-key']);
    expect(rules(text, 29, 'dropin')).toEqual(['error kubelet-config-duplicate-key']);
  });

  it('may be of any kind from 1.29 to 1.31', () => {
    const text = 'kind: ConfigMap\nstaticPodPath: /m\n';
    expect(rules(text, 30, 'dropin')).toEqual(['warning kubelet-config-kind']);
    expect(rules(text, 32, 'dropin')).toEqual(['error kubelet-config-kind']);
  });

  it('has no resolvConf from 1.29 to 1.31', () => {
    const text = `${HEADER}resolvConf: /r\n`;
    expect(said(text, 31, 'dropin')).toEqual([
      'warning kubelet-config-unknown-field 3:1: the kubelet ignores "resolvConf": kubelets from 1.29 to 1.31 do not find "resolvConf" in a drop-in',
    ]);
    expect(rules(text, 32, 'dropin')).toEqual([]);
  });

  it('is refused for a value of the wrong type once it is merged', () => {
    expect(rules(`${HEADER}maxPods: many\n`, 34, 'dropin')).toEqual(['error kubelet-config-type']);
  });
});

function judge(text: string, minor: Minor, kind: 'config' | 'dropin'): Diagnostic[] {
  return judgeKubeletConfiguration(parseDocument(encode(text), '/c.yaml'), minor, kind);
}

function said(text: string, minor: Minor = 37, kind: 'config' | 'dropin' = 'config'): string[] {
  return judge(text, minor, kind).map(
    ({ severity, ruleId, location, message }) =>
      `${severity} ${ruleId} ${location?.line}:${location?.column}: ${message}`,
  );
}

function rules(text: string, minor: Minor = 37, kind: 'config' | 'dropin' = 'config'): string[] {
  return judge(text, minor, kind).map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}

function help(text: string): string | undefined {
  return judge(text, 37, 'config')[0]?.help;
}
