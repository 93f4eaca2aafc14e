import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range } from '../diagnostics/location.ts';
import type { UnknownField } from '../schema/decoder.ts';
import { FieldPath } from '../validation/field-path.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import type { Document, DuplicateKey } from '../yaml/tree.ts';
import { helpMisspelt } from './diagnose-field-error.ts';
import { locate } from './locate.ts';
import type { ApiReference } from './references.ts';
import { showPath, showValue } from './shown.ts';
import type { MisspeltField } from './unknown-fields.ts';

const NAME = FieldPath.of('metadata').child('name');

/** A pod without a name, since 1.29. */
export function diagnoseMissingName(
  document: Document,
  misspellings: ReadonlyMap<string, string>,
): Diagnostic {
  return {
    ruleId: 'pod-name-missing',
    severity: 'error',
    message: 'the pod has no name: the kubelet makes none up for a static pod',
    location: locate(document, NAME),
    help:
      helpMisspelt(document, misspellings, NAME) ??
      'set metadata.name; the kubelet adds the name of the node',
  };
}

/** A reference to an API object. */
export function diagnoseReference(document: Document, { message, path }: ApiReference): Diagnostic {
  return {
    ruleId: 'manifest-api-reference',
    severity: 'error',
    message: `"${path}": ${message}`,
    location: locate(document, path),
    help: 'a static pod must do without the API server: use a hostPath volume, or run the pod by a DaemonSet',
  };
}

/** A member that the decoder drops. */
export function diagnoseUnknownField(document: Document, field: MisspeltField, minor: Minor): Diagnostic {
  const { path, keyRange, known, meant } = field;
  const help = meant === undefined ? lifetimeHelp(known) : `did you mean "${meant}"?`;
  return {
    ruleId: 'pod-unknown-field',
    severity: 'warning',
    message: `"${showPath(path)}" is no field that a kubelet ${formatMinor(minor)} knows, so it is ignored`,
    location: document.source.locate(keyRange),
    ...(help === undefined ? {} : { help }),
  };
}

function lifetimeHelp(known: UnknownField['known']): string | undefined {
  if (known?.since !== undefined && known.until !== undefined) {
    return `kubelets ${formatMinor(known.since)} to ${formatMinor(known.until)} know it`;
  }
  if (known?.since !== undefined) return `kubelets know it since ${formatMinor(known.since)}`;
  return known?.until === undefined ? undefined : `kubelets knew it until ${formatMinor(known.until)}`;
}

/** A key that stands twice. */
export function diagnoseDuplicateKey(document: Document, { key, first, second }: DuplicateKey): Diagnostic {
  const { source, format } = document;
  const wins = format === 'json' ? 'the later one wins, objects are merged' : 'the later one wins';
  return {
    ruleId: 'manifest-duplicate-key',
    severity: 'warning',
    message: `${showValue(key)} is given twice: ${wins}`,
    location: source.locate(second),
    related: [{ location: source.locate(first), message: 'first given here' }],
    help: 'keep one of the two',
  };
}

/** Text after the first document. */
export function diagnoseIgnoredText(document: Document, ignored: Range): Diagnostic {
  return {
    ruleId: 'manifest-ignored-documents',
    severity: 'warning',
    message: 'the kubelet reads the first document of a file only: what follows is ignored',
    location: document.source.locate(ignored),
    help: 'put each pod in a file of its own',
  };
}
