import { describe, expect, it } from 'vitest';
import { compareDiagnostics } from '../../src/diagnostics/diagnostic.ts';
import { ruleOf } from '../../src/rules/index.ts';
import { stageRules } from '../../src/rules/stage-rules.ts';
import { asExpected } from '../checks/support.ts';
import { exampleAt, exampleIds, findingsInExample, variantsOf } from './examples.ts';

const LIVE = 'is said of a running process only';
const ARCHIVE = 'is said of a damaged or odd archive, which test/node/host makes';
const PERMISSION = 'is said of what a user may not read';
const OWN = 'is said of what spctl itself was asked for or told';
const ANSWER = 'is said of what a URL answers, which test/lint/lint-url.test.ts has';

/** The rules that no file in a repository can be an example of, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  'manifest-fifo': 'needs a fifo, which git does not keep',
  'manifest-too-large': 'needs a file of more than 10 MiB',
  'unit-line-too-long': 'needs a line of more than 1 MiB',
  'unit-unreadable': 'needs a loop of symlinks in the place of a unit',
  'too-large': 'needs a file of more than 10 MiB',
  'too-many-findings': 'needs a file with more than 10000 findings',
  'check-failed': 'needs a mistake in a check',
  'too-many-processes': LIVE,
  'manifest-unreadable': PERMISSION,
  'permission-denied': PERMISSION,
  'kubelet-config-denied': PERMISSION,
  'static-pod-path-unreadable': PERMISSION,
  'path-directory': OWN,
  'path-missing': OWN,
  'path-unreadable': OWN,
  'pod-uid-unknown': OWN,
  'root-unreadable': OWN,
  'root-without-system': OWN,
  'unit-name-invalid': OWN,
  'not-copied': 'is said of what an archive names and lacks',
  'pod-mirror-annotation': 'is said by the check pasted-from-cluster, unless checks are off',
  'pod-list-empty': ANSWER,
  'pod-list-refused': ANSWER,
  'pod-list-repeats-pod': ANSWER,
  'static-pod-in-two-sources': ANSWER,
  'static-pod-url-empty': ANSWER,
  'static-pod-url-fetched-here': ANSWER,
  'static-pod-url-protobuf': ANSWER,
  'static-pod-url-status': ANSWER,
  'static-pod-url-unfetched': ANSWER,
  'static-pod-url-unknown': 'needs the data of a snap with its own server of static pods',
  'distribution-configuration-missing': 'is said of a running machine: a copy may lack the file',
  'another-kubelet-runs': LIVE,
  'kubelet-not-running': LIVE,
  'process-unreadable': LIVE,
  'processes-hidden': LIVE,
  'processes-unknown': LIVE,
  'static-pods-after-restart': LIVE,
  'static-pods-read-elsewhere': LIVE,
};
const isWithout = (id: string) => {
  if (/^running-/.test(id)) return LIVE;
  if (/^archive-/.test(id)) return ARCHIVE;
  if (/^(settings|suppression|baseline)-|^everything-excluded$/.test(id)) return OWN;
  return WITHOUT[id];
};

/** What must be found beside the rule's own findings, for one leads to the other. */
const COMPANIONS: Readonly<Record<string, string>> = {
  'environment-file-missing': 'kubelet-not-found',
  'environment-file-not-copied': 'kubelet-not-found',
  'kubelet-flag-ends': 'kubelet-flag-second-parse',
  'kubelet-flag-second-parse': 'kubelet-flag-going',
  'unit-alias-rejected': 'unit-not-found',
};

describe('the examples of the rules', () => {
  it('are there for each rule, or a reason why not', () => {
    const wanted = stageRules.map(({ id }) => id).filter((id) => isWithout(id) === undefined);
    expect(exampleIds()).toEqual(wanted.sort());
    const ids = new Set(stageRules.map(({ id }) => id));
    expect(Object.keys(WITHOUT).filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each(exampleIds())('give %s as they show it, and nothing else', async (id) => {
    const rule = ruleOf(id)!;
    const said: string[] = [];
    for (const variant of variantsOf(id)) {
      const all = findingsInExample(id, variant, rule.scope);
      const own = all.filter(({ ruleId }) => ruleId === id);
      expect(own, variant).not.toEqual([]);
      for (const { severity } of own) expect(rule.severities).toContain(severity);
      const others = all.filter(({ ruleId, severity }) => ruleId !== id && severity !== 'info');
      const companion = COMPANIONS[id];
      expect(new Set(others.map(({ ruleId }) => ruleId))).toEqual(new Set(companion ? [companion] : []));
      said.push(...own.sort(compareDiagnostics).map((finding) => asExpected(variant, finding)));
    }
    await expect(said.join('')).toMatchFileSnapshot(exampleAt(`${id}/expected.txt`));
  });
});
