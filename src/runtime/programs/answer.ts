import type { Answer, AskRuntimeProgram, RuntimeProgram } from '../ask.ts';
import { parsed } from '../json.ts';
import type { RunningPods, Runtime, RuntimeFailure } from '../running.ts';

/** What a program told of the pods that run, or why nothing. */
export type ProgramAnswer =
  | { readonly ok: true; readonly value: RunningPods }
  | { readonly ok: false; readonly failure: RuntimeFailure };

/** A program's answer of JSON. */
export type JsonAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: RuntimeFailure };

/** A runtime of which a program told, which is all that is known of it. */
export function runtimeBehind(program: RuntimeProgram, name: string | null): Runtime {
  return {
    by: 'program',
    endpoint: program,
    name,
    version: null,
    api: null,
    cgroupDriver: null,
    conditions: [],
  };
}

/** Asks for JSON. */
export function askForJson(
  ask: AskRuntimeProgram,
  program: RuntimeProgram,
  args: readonly string[],
): JsonAnswer {
  const answer = ask(program, args);
  const value = answer.ok ? parsed(answer.stdout.trim() || '[]') : undefined;
  if (value !== undefined) return { ok: true, value };
  return { ok: false, failure: failureOf(program, answer) };
}

/** Why a program told nothing that can be used. */
export function failureOf(program: RuntimeProgram, answer: Answer): RuntimeFailure {
  if (answer.ok) return { endpoint: program, reason: 'garbled', message: `what ${program} says is no JSON` };
  const reason = /^there is no /.test(answer.why)
    ? 'absent'
    : /did not answer/.test(answer.why)
      ? 'timeout'
      : 'failed';
  return { endpoint: program, reason, message: answer.why };
}
