import { decode } from '../bytes/text.ts';
import { SourceText } from '../diagnostics/location.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { Facts } from '../manifest/judgement.ts';
import { judgeKubeletConfiguration } from '../node/kubelet/judge-kubelet-configuration.ts';
import { lintEnvironmentFile, lintUnitFile } from '../node/systemd/lint-file.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { FileKind } from './classify.ts';

/** Judges one file that is not a manifest, as its reader would at the kubelet's start. */
export function judgeFile(
  kind: Exclude<FileKind, 'manifest'>,
  path: string,
  bytes: Uint8Array,
  facts: Facts,
): FileReport {
  const diagnostics = judgeAs(kind, path, bytes, facts);
  const refused = diagnostics.some(({ severity }) => severity === 'error');
  return { path, verdict: refused ? 'refused' : 'runs', stage: null, diagnostics };
}

function judgeAs(kind: Exclude<FileKind, 'manifest'>, path: string, bytes: Uint8Array, facts: Facts) {
  switch (kind) {
    case 'unit':
      return lintUnitFile(new SourceText(path, decode(bytes)));
    case 'env':
      return lintEnvironmentFile(new SourceText(path, decode(bytes)));
    case 'kubelet-config':
      return judgeKubeletConfiguration(parseDocument(bytes, path), facts.version, 'config');
    case 'kubelet-config-dropin':
      return judgeKubeletConfiguration(parseDocument(bytes, path), facts.version, 'dropin');
  }
}
