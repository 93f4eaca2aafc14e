import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import { extractWord } from './extract-word.ts';
import { type Assignment, shorten } from './parse-config.ts';
import { checkPath } from './paths.ts';
import type { ServiceUnit } from './service-unit.ts';
import { expandSpecifiers, type SpecifierTable } from './specifiers.ts';
import type { SystemdRules } from './systemd-version.ts';
import { locate, type Traced } from './traced.ts';

/** What is needed to read words. */
export interface WordContext {
  readonly specifiers: SpecifierTable;
  readonly diagnostics: Diagnostic[];
}

/** What the reader of a setting works with. */
export interface SettingContext extends WordContext {
  readonly service: ServiceUnit;
  readonly rules: SystemdRules;
  /** What an error means that ends the reading of this file: no start for the unit file, a warning for a drop-in. */
  readonly fatal: Extract<Severity, 'error' | 'warning'>;
}

/** Takes one assignment; false when it ends the reading of the file (a config parser that returns an error). */
export type SettingReader = (context: SettingContext, assignment: Assignment) => boolean;

/** What is said about a value: the sentence goes on after what systemd does. */
export interface Complaint {
  readonly ruleId: string;
  readonly location: Location;
  /** Why, after a colon. */
  readonly problem: string;
  readonly help?: string;
}

/** systemd passes over the setting, and reads on. */
export function ignore(context: WordContext, what: string, complaint: Complaint): void {
  const { ruleId, location, problem, help } = complaint;
  context.diagnostics.push({
    ruleId,
    severity: 'warning',
    message: `systemd ignores ${what}: ${problem}`,
    location,
    ...(help && { help }),
  });
}

/** systemd stops reading the file; the answer is what a setting's reader returns then. */
export function refuse(context: SettingContext, { ruleId, location, problem, help }: Complaint): false {
  const consequence =
    context.fatal === 'error' ? 'systemd does not load the unit' : 'systemd skips the rest of this drop-in';
  context.diagnostics.push({
    ruleId,
    severity: context.fatal,
    message: `${consequence}: ${problem}`,
    location,
    ...(help && { help }),
  });
  return false;
}

/** Text with its specifiers resolved, or the complaint that one can't be. */
export function resolve(
  context: WordContext,
  text: Traced,
): { readonly ok: true; readonly value: Traced } | { readonly ok: false; readonly complaint: Complaint } {
  const expanded = expandSpecifiers(text, context.specifiers);
  if (expanded.ok) return expanded;
  const { specifier, known } = expanded;
  return {
    ok: false,
    complaint: {
      ruleId: 'unit-bad-specifier',
      location: text.source.locate(text),
      problem: known
        ? `"${specifier}" in "${shorten(text.text)}" can't be resolved here`
        : `"${specifier}" in "${shorten(text.text)}" is no specifier`,
      help: 'write "%%" for a percent sign',
    },
  };
}

/** parse_boolean (systemd basic/parse-util.c). */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(1|yes|y|true|t|on)$/i.test(text)) return true;
  if (/^(0|no|n|false|f|off)$/i.test(text)) return false;
  return undefined;
}

/** A value that the setting does not take: systemd keeps the one it had. */
export function badValue(context: WordContext, { key, value, location }: Assignment): void {
  const problem = `"${shorten(value.text)}" is no value for it`;
  ignore(context, `"${key}="`, { ruleId: 'unit-invalid-value', location, problem });
}

/** A path with specifiers; a bad one is ignored or ends the file. */
export function readPath(context: SettingContext, value: Traced, lenient: boolean): string | undefined {
  const complain = (complaint: Complaint) =>
    lenient ? ignore(context, 'the line', complaint) : refuse(context, complaint);
  const resolved = resolve(context, value);
  if (!resolved.ok) {
    complain(resolved.complaint);
    return undefined;
  }
  const checked = checkPath(resolved.value.text, 'absolute');
  if (checked.ok) return checked.path;
  const problem = `the path "${shorten(resolved.value.text)}" is ${checked.problem}`;
  complain({ ruleId: 'unit-invalid-value', location: locate(value), problem });
  return undefined;
}

/** The words of a value; what follows one that can't be read is lost. */
export function words(value: Traced, unquote = true): Traced[] {
  const found: Traced[] = [];
  let at: number | undefined = 0;
  while (at !== undefined) {
    const read = extractWord(value, at, { unquote, retainEscape: true });
    if (read.kind !== 'word') break;
    found.push(read.word);
    at = read.next;
  }
  return found;
}
