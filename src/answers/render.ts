import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { EffectivePod } from '../manifest/pod/effective/effective-pod.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { openedPath } from '../node/opened-path.ts';
import { type Answer, EXIT, type ExitCode, type Header } from './header.ts';
import { type LintedFile, lintedFile } from './lint.ts';
import type { PathView } from './path-view.ts';

/** What `spctl render` answers. */
export type RenderAnswer = Answer<{
  /** The manifest and the verdict on it. */
  file: Omit<LintedFile, 'diagnostics'>;
  /** The v1.Pod that the kubelet runs; null where it runs none. */
  pod: Readonly<Record<string, unknown>> | null;
}>;

/** What an answer about a rendered manifest is made of. */
export interface Rendered {
  readonly header: Header;
  readonly file: FileReport;
  readonly effective: EffectivePod | null;
}

/** The answer of `spctl render`. */
export function renderAnswer({ header, file, effective }: Rendered, view: PathView): RenderAnswer {
  const { diagnostics, ...shown } = lintedFile(file, view, header.nodeName);
  const unknown = effective?.uid === null ? [unknownUid(file.path)] : [];
  return {
    ...header,
    file: shown,
    pod: effective?.pod ?? null,
    diagnostics: [...diagnostics, ...unknown].sort(compareDiagnostics),
  };
}

/** 0 where the kubelet runs the pod, 1 where it refuses the file, 3 where that is not known. */
export function renderExitCode({ file, pod }: RenderAnswer): ExitCode {
  if (pod) return EXIT.clean;
  return file.verdict === 'refused' ? EXIT.findings : EXIT.couldNotLook;
}

/**
 * The path as which this kubelet opens a file, which goes into the UID; null where it is not one of those that it
 * reads, or where what else goes into the UID is guessed.
 */
export function kubeletPath(
  file: string,
  { source, version, nodeName }: Pick<NodeReport, 'version' | 'nodeName'> & { source?: NodeReport['source'] },
  given: string | undefined,
): string | null {
  if (nodeName.origin === 'unknown' || version.origin === 'newest' || version.approximate) return null;
  if (given !== undefined) return given;
  return openedPath(source, file);
}

function unknownUid(file: string): Diagnostic {
  return {
    ruleId: 'pod-uid-unknown',
    severity: 'info',
    message:
      'the UID is left out: it is a hash of the pod with its times, of the path of the file, the name of the node and the version, and not all of them are known here',
    location: { file },
    help: 'name them: --path, --node-name and --kubelet-version',
  };
}
