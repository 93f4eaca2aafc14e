import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { JudgedVersion } from '../node/version/judged-version.ts';
import { softened } from '../node/version/soften.ts';

/** What files came to, with what depends on the version as warnings where the version is judged approximately. */
export function softenedResult<
  T extends {
    readonly files: readonly { readonly diagnostics: readonly Diagnostic[] }[];
    readonly diagnostics: readonly Diagnostic[];
  },
>(result: T, version: JudgedVersion): T {
  if (!version.approximate) return result;
  return {
    ...result,
    files: result.files.map((file) => ({ ...file, diagnostics: softened(file.diagnostics, version) })),
    diagnostics: softened(result.diagnostics, version),
  };
}
