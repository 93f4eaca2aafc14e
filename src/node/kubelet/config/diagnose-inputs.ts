import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Location } from '../../../diagnostics/location.ts';
import type { Origin } from '../../../diagnostics/origin.ts';
import type { LookFailure } from '../../host/host.ts';
import { isHidden } from '../../host/look.ts';
import type { DropInEntry } from './drop-in-directory.ts';

/*
 * What is to be said about the files and directories that the command line names: those that are missing or
 * can't be read, and those that the kubelet does not look at.
 */

/**
 * A --config file, drop-in or directory that gives nothing, at the word or file that led to it. What is denied
 * is denied to whoever looks: the kubelet is root.
 */
export function diagnoseUnread(
  what: string,
  path: string,
  problem: LookFailure | 'empty',
  location: Location | undefined,
): Diagnostic {
  const at = location && { location };
  if (problem === 'empty') {
    return {
      ruleId: 'kubelet-config-empty',
      severity: 'error',
      message: `the kubelet does not start: ${what} "${path}" is empty`,
      help: 'a configuration file holds at least an apiVersion and a kind',
      ...at,
    };
  }
  if (isHidden(problem)) {
    return {
      ruleId: 'kubelet-config-denied',
      severity: 'warning',
      message: `${what} "${path}" could not be read here, so what the kubelet makes of it is not known: ${problem.message}`,
      ...(problem.reason === 'denied' && { help: 'look again as root, as the kubelet does' }),
      ...at,
    };
  }
  const missing = problem.reason === 'absent';
  return {
    ruleId: missing ? 'kubelet-config-missing' : 'kubelet-config-unreadable',
    severity: 'error',
    message: missing
      ? `the kubelet does not start: ${what} "${path}" does not exist`
      : `the kubelet does not start: ${what} "${path}" can't be read: ${problem.message}`,
    help: missing ? 'create it, or correct the path' : 'make it a file that root can read',
    ...at,
  };
}

/** 1.28 and 1.29 want a variable before they look at --config-dir. */
export function diagnoseVariable(variable: string, origin: Origin | undefined): Diagnostic {
  return {
    ruleId: 'kubelet-drop-in-variable',
    severity: 'error',
    message: `the kubelet does not start: up to 1.29 --config-dir needs the environment variable "${variable}"`,
    help: `add Environment=${variable}=1 to the unit, or remove --config-dir`,
    ...(origin?.location && { location: origin.location }),
  };
}

/** Names that look as if their files were meant to be drop-ins. */
const LOOKS_LIKE_CONFIG = /\.(ya?ml|json|conf|config|cfg)$/i;

/** Entries of the drop-in directory that the kubelet passes over, and the end of a walk. */
export function diagnoseEntries(
  entries: readonly DropInEntry[],
  directory: string,
  flag: Origin | undefined,
  absolute: (path: string) => string,
): Diagnostic[] {
  const atFlag = flag?.location && { location: flag.location };
  return entries.flatMap((entry): Diagnostic[] => {
    const isRoot = entry.path === directory;
    const location = isRoot ? atFlag : { location: { file: absolute(entry.path) } };
    switch (entry.kind) {
      case 'failed':
        return [
          diagnoseUnread(
            isRoot ? 'the --config-dir directory' : 'the directory of drop-ins',
            entry.path,
            entry.failure,
            location?.location,
          ),
        ];
      case 'notEntered':
        return [
          {
            ruleId: 'kubelet-drop-in-link',
            severity: 'warning',
            message: `no drop-in below "${entry.path}" is read: it is a symlink, and the kubelet does not follow one to a directory`,
            help: isRoot
              ? `write --config-dir=${entry.path}/, with a slash behind it`
              : 'use a real directory',
            ...location,
          },
        ];
      case 'skipped':
        if (!isRoot && !LOOKS_LIKE_CONFIG.test(entry.path)) return [];
        return [
          {
            ruleId: 'kubelet-drop-in-skipped',
            severity: 'warning',
            message: `"${entry.path}" is not read: the name of a drop-in ends in ".conf"`,
            help: isRoot ? 'name a directory' : 'rename it so that it ends in ".conf"',
            ...location,
          },
        ];
      default:
        return [];
    }
  });
}
