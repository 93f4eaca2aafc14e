// Modules of src for scripts: bundled, since these run on a Node.js that reads no TypeScript.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the modules export, as one object: `{ 'src/manifest/judge-manifest.ts': ['judgeDocument'] }`. */
export async function loadSource(modules) {
  const lines = Object.entries(modules).map(
    ([path, names]) => `export { ${names.join(', ')} } from './${path}';`,
  );
  const directory = mkdtempSync(join(tmpdir(), 'spctl-source-'));
  try {
    const outfile = join(directory, 'source.mjs');
    await build({
      stdin: { contents: lines.join('\n'), resolveDir: root },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
