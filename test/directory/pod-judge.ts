import { load } from 'js-yaml';
import { decode } from '../../src/bytes/text.ts';
import type { ManifestJudge } from '../../src/directory/judge-directory.ts';
import type { ManifestJudgement } from '../../src/manifest/judgement.ts';
import type { ManifestStage } from '../../src/manifest/stage.ts';

/** A judge for tests of order and shadowing: it knows a pod by its kind, its name and one rule for labels. */
export const podJudge: ManifestJudge = ({ bytes }, facts): ManifestJudgement => {
  const [first] = decode(bytes)
    .replace(/^#.*\n---\n/, '')
    .split(/^---$/m);
  let object: {
    kind?: string;
    metadata?: { name?: string; namespace?: string; labels?: Record<string, string> };
  };
  try {
    object = (load(first ?? '') ?? {}) as typeof object;
  } catch {
    return refused('yaml');
  }
  if (object.kind === undefined) return refused('missingkind');
  if (object.kind !== 'Pod') return refused('unregistered');
  const name = `${object.metadata?.name}-${facts.nodeName.toLowerCase()}`;
  const labels = Object.values(object.metadata?.labels ?? {});
  if (!isName(name) || !isName(facts.nodeName) || !labels.every(isLabel)) return refused('validate');
  const namespace = object.metadata?.namespace || 'default';
  return { verdict: 'runs', stage: 'ok', pod: { namespace, name }, diagnostics: [] };
};

function isName(value: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(value);
}

function isLabel(value: string): boolean {
  return /^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$/.test(value);
}

function refused(stage: ManifestStage): ManifestJudgement {
  return { verdict: 'refused', stage, diagnostics: [] };
}
