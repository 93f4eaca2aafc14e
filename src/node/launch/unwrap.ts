import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Minor } from '../../versions/minor.ts';
import type { Host } from '../host/host.ts';
import type { Word } from '../systemd/service-start.ts';
import type { Launch, Link, OpenContext, Opened, Opener } from './launch.ts';
import { isKubelet, scriptAt } from './programs.ts';
import { settle } from './settle.ts';
import { isKnown, notKnown } from './words.ts';
import { wrapperOpeners } from './wrapper-openers.ts';

/** What a launch leads to. */
export interface Unwrapped {
  /** What stands before the kubelet, outermost first. */
  readonly links: readonly Link[];
  /** Null where no kubelet is found, and then `diagnostics` says why. */
  readonly command: Launch | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of a way besides. */
interface Walked extends Unwrapped {
  readonly end: ReturnType<OpenContext['leadsTo']>;
}

/** No wrapper of wrappers is that deep. */
const MAX_LINKS = 16;
/** Work that the wrappers of no node take together, and what looking into one costs. */
const MAX_WORK = 1_000_000;
const OPENING = 500;

/**
 * Looks through everything that stands between systemd and the kubelet. `preCommands` is what systemd runs
 * before, `version` what the caller knows ({@link OpenContext}).
 */
export function unwrap(
  host: Host,
  launch: Launch,
  openers: readonly Opener[],
  preCommands: readonly (readonly Word[])[] = [],
  version?: Minor,
): Unwrapped {
  const budget = { left: MAX_WORK };
  const walked = new Map<Launch, Walked>();
  const walk = (start: Launch, depth: number): Walked => {
    const links: Link[] = [];
    const diagnostics: Diagnostic[] = [];
    const context: OpenContext = {
      preCommands,
      ...(version !== undefined && { version }),
      budget,
      leadsTo: (one) => {
        const way = walked.get(one) ?? walk(one, depth + 1);
        walked.set(one, way);
        return way.end;
      },
    };
    let current = start;
    while (links.length + depth < MAX_LINKS && budget.left >= 0) {
      if (isKubelet(current.exe) && !scriptAt(host, current)) {
        const settled = settle(current);
        if (settled.problem) diagnostics.push(settled.problem);
        return { end: 'kubelet', links, command: settled.problem ? null : settled.launch, diagnostics };
      }
      budget.left -= OPENING;
      const found = open(current, host, openers, context);
      if (!found)
        return { end: 'other', links, command: null, diagnostics: [...diagnostics, notAKubelet(current)] };
      links.push(found.link);
      diagnostics.push(...found.diagnostics);
      if (!found.next)
        return { end: 'unknown', links, command: null, diagnostics: withHint(diagnostics, current) };
      current = found.next;
      const way = walked.get(current);
      if (way) {
        return {
          ...way,
          links: [...links, ...way.links],
          diagnostics: [...diagnostics, ...way.diagnostics],
        };
      }
    }
    // What is behind it may be another kubelet.
    budget.left = -1;
    const message = `there is no end of wrappers behind "${start.exe}"`;
    return {
      end: 'unknown',
      links,
      command: null,
      diagnostics: [...diagnostics, notKnown(message, start.argv[0]?.origin.location)],
    };
  };
  const { end: _, ...unwrapped } = walk(launch, 0);
  return unwrapped;
}

/** The first opener that knows the launch. Only those of this room know words of which but a part is known. */
function open(
  launch: Launch,
  host: Host,
  openers: readonly Opener[],
  context: OpenContext,
): Opened | undefined {
  for (const opener of openers) {
    const settled =
      wrapperOpeners.includes(opener) || launch.argv.every(isKnown) ? { launch } : settle(launch);
    const found = !settled.problem && opener(settled.launch, host, context);
    if (found) return found;
  }
  return undefined;
}

function notAKubelet(launch: Launch): Diagnostic {
  const hint = hintOf(launch);
  return notKnown(
    `"${launch.exe}" is not known to be a kubelet, so its flags are unknown${hint && `; ${hint}`}`,
    launch.argv[0]?.origin.location,
    'name the unit that starts the kubelet with --unit, or give its command line to "spctl config -- FLAGS"',
  );
}

/** The last word of why nothing more is known, with what the environment lets guess. */
function withHint(diagnostics: readonly Diagnostic[], launch: Launch): readonly Diagnostic[] {
  const last = diagnostics.at(-1);
  const hint = hintOf(launch);
  if (!last || !hint || last.ruleId !== 'kubelet-not-found') return diagnostics;
  return [...diagnostics.slice(0, -1), { ...last, message: `${last.message}; ${hint}` }];
}

/** A variable that looks like the kubelet's flags; empty when there is none. */
function hintOf({ environment }: Launch): string {
  for (const [name, value] of environment) {
    const flag = /(?:^|\s)(--(?:pod-manifest-path|config)[= ]\S+)/.exec(value)?.[1];
    if (flag) return `the variable "${name}" names "${flag}", but whether it is passed on can't be known`;
  }
  return '';
}
