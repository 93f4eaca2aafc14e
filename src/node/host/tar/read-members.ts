import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { contentOf, hasContent, SPARSE } from './content.ts';
import { type Extensions, type ExtensionType, extensions, isExtension } from './extensions.ts';
import { type Complaint, type Findings, quoteName } from './findings.ts';
import { BLOCK, type Header, readHeader, sparseMapBlocks, sparseRealSize } from './header.ts';
import type { Member } from './member.ts';
import { wholeNumber } from './pax.ts';

/** What a long name or an extended header may have, and all of them; real ones have some hundred bytes. */
const MAX_EXTENSION = 2 ** 20;
const MAX_EXTENSIONS = 2 ** 28;

/**
 * The members of a tar archive in its order: v7, ustar, old GNU, GNU and pax. Blocks of zeros do not end it
 * (`tar --ignore-zeros`), so archives may stand one after the other. Damage does: what looks like a header
 * after it may be the content of a file that is an archive itself.
 */
export function* readMembers(bytes: Uint8Array, found: Findings): Generator<Member> {
  const before = extensions();
  let sawEnd = false;
  let extended = 0;
  let at = 0;
  while (at < bytes.length) {
    const header = at + BLOCK <= bytes.length ? readHeader(bytes, at) : 'partial';
    if (header === 'zero') {
      sawEnd = true;
      at += BLOCK;
    } else if (header === 'partial' || header === 'damaged') {
      if (!sawEnd) found.add(header === 'partial' ? truncated() : damaged(at, 'is not a header'));
      else if (!isZero(bytes, at)) found.add(trailing(at));
      return;
    } else {
      sawEnd = false;
      const step = isExtension(header.type)
        ? readExtension(bytes, at, header, header.type, before)
        : readMember(bytes, at, header, before);
      if (step.member) {
        complain(step.member, found);
        yield step.member;
      }
      if (step.stop) {
        found.add(step.stop);
        return;
      }
      if (isExtension(header.type)) extended += header.size ?? 0;
      if (extended > MAX_EXTENSIONS) {
        found.add(TOO_MUCH_EXTENDED);
        return;
      }
      at = step.next;
    }
  }
  if (!sawEnd) found.add(WITHOUT_END);
}

/** What a header led to: maybe a member; and where the next one is, or why there is none. */
interface Step {
  readonly member?: Member;
  readonly next: number;
  readonly stop?: Diagnostic;
}

function readMember(bytes: Uint8Array, at: number, header: Header, before: Extensions): Step {
  const said = before.take();
  const name = said.name ?? header.name;
  const isSparse = header.type === 'S';
  const start = at + BLOCK + (isSparse ? sparseMapBlocks(bytes, at) * BLOCK : 0);
  const size = hasContent(header.type) ? (wholeNumber(said.pax, 'size') ?? header.size) : 0;
  if (!isSize(size)) return { next: start, stop: damaged(at, 'gives no possible size') };
  const next = start + padded(size);
  // The label of an archive (GNU tar --label) names nothing on the node.
  if (header.type === 'V') return { next };
  const whole = start + size <= bytes.length;
  const sparseSize = isSparse ? (sparseRealSize(bytes, at) ?? size) : undefined;
  const stored = { start, size, whole, ...(sparseSize !== undefined && { sparseSize }) };
  const member = { name, content: contentOf(header, said, name, stored) };
  return whole ? { member, next } : { member, next, stop: truncated(name) };
}

/** Takes in what a header with its data says of the entries that follow. */
function readExtension(
  bytes: Uint8Array,
  at: number,
  { size }: Header,
  type: ExtensionType,
  before: Extensions,
): Step {
  const start = at + BLOCK;
  if (!isSize(size)) return { next: start, stop: damaged(at, 'gives no possible size') };
  const next = start + padded(size);
  if (start + size > bytes.length) return { next, stop: truncated() };
  if (size > MAX_EXTENSION) return { next, stop: damaged(at, 'has a name or attributes of more than 1 MiB') };
  return before.extend(type, bytes.subarray(start, start + size))
    ? { next }
    : { next, stop: damaged(at, "has attributes that can't be understood") };
}

function isZero(bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from, from + BLOCK).every((byte) => byte === 0);
}

function isSize(size: number | undefined): size is number {
  return size !== undefined && size >= 0;
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

const NOT_READ: Complaint = {
  ruleId: 'archive-entry-unsupported',
  severity: 'warning',
  one: 'a file with holes is stored as a sparse file, and was not read',
  many: 'files with holes are stored as sparse files, and were not read',
  help: 'make the archive without --sparse (-S)',
};
const UNKNOWN_TYPE: Complaint = {
  ruleId: 'archive-entry-unsupported',
  severity: 'warning',
  one: 'an entry is of a type that is not known here, and was not read',
  many: 'entries are of types that are not known here, and were not read',
};

function complain({ name, content }: Member, found: Findings): void {
  if (content.kind === 'unread' && content.why === SPARSE) found.complain(NOT_READ, name);
  if (content.info.type === 'unknown') found.complain(UNKNOWN_TYPE, name);
}

const WITHOUT_END: Diagnostic = {
  ruleId: 'archive-without-end',
  severity: 'error',
  message:
    'the archive has no end mark, so it may have been cut off after a whole file, and what it lacks is not known',
  help: 'make it again, and look whether tar or the connection reported an error',
};

const TOO_MUCH_EXTENDED: Diagnostic = {
  ruleId: 'archive-too-many-entries',
  severity: 'error',
  message: `the archive has more than ${MAX_EXTENSIONS / 2 ** 20} MiB of long names and attributes; the rest was not read`,
  help: 'make an archive of what matters only: /etc, /run, /usr/lib/systemd and the directories of the kubelet',
};

function truncated(name?: string): Diagnostic {
  const where = name === undefined ? 'between two entries' : `in the middle of ${quoteName(name)}`;
  return {
    ruleId: 'archive-truncated',
    severity: 'error',
    message: `the archive ends ${where}, so what should come after it is not known`,
    help: 'make it again, and look whether tar or the connection reported an error',
  };
}

function damaged(at: number, what: string): Diagnostic {
  return {
    ruleId: 'archive-damaged',
    severity: 'error',
    message: `the archive is damaged: the block at byte ${at} ${what}, so nothing from there on was read`,
    help: 'make it again; nothing may be written into it or change it on the way',
  };
}

function trailing(at: number): Diagnostic {
  return {
    ruleId: 'archive-trailing-data',
    severity: 'warning',
    message: `after the archive's end there is something else, from byte ${at} on, which was not read`,
  };
}
