/** What a file's name says of a manifest that the kubelet should not run: it looks at no name but for a first dot. */
export interface NameClaim {
  /** `copy`: of another file, or a tool's temporary one; `disabled`: put aside, or meant as an example. */
  readonly kind: 'copy' | 'disabled';
  /** As in "this file is, by its name, a backup copy". */
  readonly what: string;
  /** A word that a pod may have in its own name, as one that makes backups has. */
  readonly word?: string;
}

/** What ends a manifest's name. */
const MANIFEST = String.raw`\.(?:ya?ml|json|manifest)`;

/** What can be nothing but that, whatever the pod in it is called. */
const ENDINGS: readonly (readonly [RegExp, NameClaim['kind'], string])[] = [
  [/\.(?:disabled?|off|inactive|stopped|unused|skip|ignored?|hold)$/, 'disabled', 'switched off'],
  [new RegExp(`^_.*${MANIFEST}$|${MANIFEST}_$`), 'disabled', 'switched off'],
  [
    new RegExp(`${MANIFEST}\\.(?:j2|tpl|tmpl|template|erb|in|example|sample|dist)$`),
    'disabled',
    'an example or a template',
  ],
  // ansible.builtin.copy and template with backup: NAME.PID.DATE@TIME~
  [/\.\d+\.\d{4}-\d\d-\d\d@\d\d:\d\d:\d\d~$/, 'copy', "Ansible's backup copy"],
  [/~$|^#.*#$/, 'copy', 'the backup copy of an editor'],
  [/\.(?:dpkg|ucf)-(?:old|new|dist|tmp|bak|remove)$/, 'copy', 'what dpkg keeps beside a file'],
  [
    /\.(?:rpmsave|rpmnew|rpmorig|pacsave|pacnew|pacorig)(?:\.\d+)?$/,
    'copy',
    'what a package manager keeps beside a file',
  ],
  [
    /\.(?:bak|bck|bkp|backup|old|orig|original|save|saved|copy|prev|previous)(?:[-_.]?\d+)?$/,
    'copy',
    'a backup copy',
  ],
  [/\.[a-z-]*(?:bak|backup)$/, 'copy', 'a backup copy'],
  [/\.(?:new|tmp|temp|swp|swo|part|partial|mine|rej|r\d+)$/, 'copy', 'a temporary file'],
  [/___jb_(?:tmp|old|bak)___$/, 'copy', 'the temporary file of an editor'],
  // GNU sed -i: sedXXXXXX; sed -ie: NAMEe.
  [/^sed[a-z0-9]{6}$/, 'copy', 'the temporary file of sed'],
  [/\.(?:ya?mle|jsone)$/, 'copy', 'the backup copy that "sed -ie" makes'],
  [new RegExp(`${MANIFEST}[-_. ]?(?:bak|bkp|backup|old|orig|copy|save|new)\\d*$`), 'copy', 'a backup copy'],
  [new RegExp(`${MANIFEST}[-_.]\\d{1,3}$`), 'copy', 'a numbered copy'],
  [new RegExp(`${MANIFEST}[-_.](?:\\d{8,14}|\\d{4}-\\d\\d-\\d\\d).*$`), 'copy', 'a dated copy'],
  [/ (?:- )?copy(?: ?\(?\d+\)?)?(?:\.|$)|^copy (?:\(\d+\) )?of |\((?:copy|\d+)\)(?:\.|$)/, 'copy', 'a copy'],
  [/_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+(?:\.|$)/i, 'copy', 'the temporary file of a merge'],
];

/** Words that may just as well be part of a pod's own name. */
const WORDS = '(bak|bkp|backup|old|orig|original|copy|prev|previous)|(disabled|unused|inactive)';
/** At the end of the name, before its ending, or at its beginning. */
const WORD = new RegExp(`(?:^|[-_.])(?:${WORDS})(?:[-_.]?\\d+)?(?:${MANIFEST})?$`);
const FIRST_WORD = new RegExp(`^(?:${WORDS})[-_.]`);

/** What a name says beside what the file is about; undefined where it says nothing, as most names do. */
export function readFileName(name: string): NameClaim | undefined {
  if (/^[a-z0-9-]+\.(?:ya?ml|json|manifest)$/.test(name) && !WORD.test(name) && !FIRST_WORD.test(name)) {
    return undefined;
  }
  const lower = name.toLowerCase();
  for (const [pattern, kind, what] of ENDINGS) {
    if (pattern.test(lower)) return { kind, what };
  }
  const found = WORD.exec(lower) ?? FIRST_WORD.exec(lower);
  if (!found) return undefined;
  return found[2] === undefined
    ? { kind: 'copy', what: 'a backup copy', word: found[1]! }
    : { kind: 'disabled', what: 'switched off', word: found[2] };
}
