import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { UnknownField } from '../schema/decoder.ts';
import { FieldPath } from '../validation/field-path.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import { fixOf, renameKey } from '../yaml/edits.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document } from '../yaml/tree.ts';
import { helpMisspelt } from './diagnose-field-error.ts';
import { helpIgnoredText } from './diagnose-ignored-text.ts';
import { locate } from './locate.ts';
import type { ApiReference } from './references.ts';
import { showPath, showPlaces } from './shown.ts';
import type { MisspeltField } from './unknown-fields.ts';

const NAME = FieldPath.of('metadata').child('name');

/** A pod without a name, since 1.29. */
export function diagnoseMissingName(
  document: Document,
  misspellings: ReadonlyMap<string, MisspeltField>,
): Diagnostic {
  const isGenerated = getMember(document.root, 'metadata', 'generateName')?.kind === 'string';
  return {
    ruleId: 'pod-name-missing',
    severity: 'error',
    message: 'the pod has no name: the kubelet makes none up for a static pod',
    location: locate(document, NAME),
    help:
      helpMisspelt(document, misspellings, NAME) ??
      helpIgnoredText(document) ??
      (isGenerated
        ? 'set metadata.name: only an API server makes a name out of generateName'
        : 'set metadata.name; the kubelet adds the name of the node'),
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
  const { path, keyRange, known } = field;
  const help = helpMeant(field) ?? lifetimeHelp(known);
  const { source } = document;
  const fix =
    field.certain && field.meant !== undefined ? renameKey(source, keyRange, field.meant) : undefined;
  return {
    ruleId: 'pod-unknown-field',
    severity: 'warning',
    message: `"${showPath(path)}" is no field that a kubelet ${formatMinor(minor)} knows, so it is ignored`,
    location: source.locate(keyRange),
    ...(help === undefined ? {} : { help }),
    ...fixOf(fix),
  };
}

/** What was meant, as far as that can be told. */
function helpMeant({ key, meant, belongs = [], advice }: MisspeltField): string | undefined {
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return belongs.length === 0 ? advice : `it belongs ${showPlaces(belongs, key)}`;
}

function lifetimeHelp(known: UnknownField['known']): string | undefined {
  if (known?.since !== undefined && known.until !== undefined) {
    return `kubelets ${formatMinor(known.since)} to ${formatMinor(known.until)} know it`;
  }
  if (known?.since !== undefined) return `kubelets know it since ${formatMinor(known.since)}`;
  return known?.until === undefined ? undefined : `kubelets knew it until ${formatMinor(known.until)}`;
}
