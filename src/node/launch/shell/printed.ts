import { decode } from '../../../bytes/text.ts';
import { baseName } from '../../host/path.ts';
import { findProgram, MAX_SCRIPT_SIZE } from '../programs.ts';
import { onNode } from './file-tests.ts';
import type { Call } from './run-simple.ts';
import { type Reading, type State, UNKNOWN, type Value } from './state.ts';

/** What a program writes, for the few of which that is known without running them. */
export function printed({ name, operands }: Call, state: State, reading: Reading): Value {
  const [first, second] = operands;
  if (operands.some(({ known, words }) => !known || words)) return UNKNOWN;
  switch (baseName(name)) {
    case 'dirname':
      return operands.length === 1 && !first!.text.startsWith('--') ? line(dirname(first!.text)) : UNKNOWN;
    case 'basename': {
      const text = first && baseName(first.text.replace(/(?!^)\/+$/, ''));
      return operands.length === 1 && text && !text.startsWith('-') ? line(text) : UNKNOWN;
    }
    case 'cat':
      return operands.length === 1 ? contentOf(first!.text, state, reading) : UNKNOWN;
    case 'realpath':
      return operands.length === 1 ? realPathOf(first!.text, state, reading) : UNKNOWN;
    case 'readlink':
      return operands.length === 2 && first!.text === '-f'
        ? realPathOf(second!.text, state, reading)
        : UNKNOWN;
    case 'which':
      return operands.length === 1 ? programOf(first!.text, state, reading) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** Where a program lies that the node has. */
export function programOf(name: string, state: State, { host, launch }: Reading): Value {
  const path = state.variables.get('PATH')?.value;
  if (!path?.known || state.cwd === undefined) return UNKNOWN;
  const environment = new Map([['PATH', path.text]]);
  const found = findProgram(host, { ...launch, environment, cwd: state.cwd }, name);
  return found.includes('/') && host.stat(found).ok ? line(found) : UNKNOWN;
}

function line(text: string): Value {
  return { text: `${text}\n`, known: true };
}

/** dirname(1). */
function dirname(path: string): string {
  const trimmed = path.replace(/(?!^)\/+$/, '');
  const cut = trimmed.lastIndexOf('/');
  if (cut < 0) return '.';
  return trimmed.slice(0, cut).replace(/\/+$/, '') || '/';
}

function contentOf(path: string, state: State, reading: Reading): Value {
  const place = onNode(path, state, reading);
  // What the kernel makes up, and what a boot makes, is another thing at each start.
  if (place === null || /^\/(proc|sys|dev|run|tmp)\//.test(place)) return UNKNOWN;
  const file = reading.host.readFile(place, MAX_SCRIPT_SIZE);
  return file.ok ? { text: decode(file.value), known: true } : UNKNOWN;
}

function realPathOf(path: string, state: State, reading: Reading): Value {
  if (reading.launch.nodePath) return UNKNOWN;
  const place = onNode(path, state, reading);
  const real = place === null ? undefined : reading.host.realPath(place);
  return real?.ok ? line(real.value) : UNKNOWN;
}
