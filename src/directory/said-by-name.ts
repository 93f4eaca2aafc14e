import type { Location } from '../diagnostics/location.ts';
import type { Facts } from '../manifest/judgement.ts';
import { baseName } from '../node/host/path.ts';
import { type NameClaim, readFileName } from './file-name.ts';
import type { FileReport } from './judge-directory.ts';

/** A file that runs although its name says that it should not. */
export interface RunsAgainstItsName {
  readonly file: string;
  readonly location: Location;
  /** As in "this file is, by its name, a backup copy". */
  readonly what: string;
  /** As the manifest has it: without the node's name. */
  readonly pod: string;
  /** The files whose pod it replaces, no more than a few; first one that is no copy itself. */
  readonly instead: readonly { readonly name: string; readonly location: Location }[];
  /** The file that it is a copy of, where the kubelet refuses that one. */
  readonly refused?: string;
}

const MAX_INSTEAD = 3;

/** The files that run although their names say otherwise, in their order. */
export function saidByName(
  kind: NameClaim['kind'],
  files: readonly FileReport[],
  { nodeName }: Facts,
): readonly RunsAgainstItsName[] {
  const found: RunsAgainstItsName[] = [];
  let losers: ReadonlyMap<string, readonly FileReport[]> | undefined;
  let refusals: ReadonlySet<string> | undefined;
  for (const { path, verdict, judgement } of files) {
    if (verdict !== 'runs' || !judgement?.pod) continue;
    const name = baseName(path);
    const claim = readFileName(name);
    if (claim?.kind !== kind) continue;
    losers ??= shadowedByPod(files);
    const beaten = losers.get(keyOf(judgement.pod)) ?? [];
    const pod = keyOf(judgement.pod).slice(0, -nodeName.length - 1);
    // A pod that makes backups is called so too.
    if (claim.word !== undefined && beaten.length === 0 && pod.includes(claim.word)) continue;
    refusals ??= new Set(
      files.filter((file) => file.verdict === 'refused').map((file) => baseName(file.path)),
    );
    const refused = longestPrefix(name, refusals);
    found.push({
      file: name,
      location: { file: path },
      what: claim.what,
      pod,
      instead: fewOf(beaten),
      ...(refused !== undefined && { refused }),
    });
  }
  return found;
}

/** What a copy is called after: `web.yaml` of `web.yaml.bak`. */
function longestPrefix(name: string, names: ReadonlySet<string>): string | undefined {
  if (names.size === 0) return undefined;
  for (let end = name.length - 1; end > 0; end--) {
    if (names.has(name.slice(0, end))) return name.slice(0, end);
  }
  return undefined;
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function shadowedByPod(files: readonly FileReport[]): ReadonlyMap<string, readonly FileReport[]> {
  const byPod = new Map<string, FileReport[]>();
  for (const file of files) {
    if (file.verdict !== 'shadowed' || !file.judgement?.pod) continue;
    const key = keyOf(file.judgement.pod);
    const same = byPod.get(key);
    if (same) same.push(file);
    else byPod.set(key, [file]);
  }
  return byPod;
}

function fewOf(losers: readonly FileReport[]): RunsAgainstItsName['instead'] {
  return [...losers]
    .sort((a, b) => Number(isClaimed(a)) - Number(isClaimed(b)))
    .slice(0, MAX_INSTEAD)
    .map(({ path, diagnostics }) => ({
      name: baseName(path),
      location: diagnostics.find(({ ruleId }) => ruleId === 'manifest-shadowed')?.location ?? { file: path },
    }));
}

function isClaimed({ path }: FileReport): boolean {
  return readFileName(baseName(path)) !== undefined;
}
