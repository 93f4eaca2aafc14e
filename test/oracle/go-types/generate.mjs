// Writes src/manifest/pod/effective/go-types.generated.json: for developers, when a minor is added or dropped. Runs
// main.go against each minor's k8s.io/kubernetes and merges the answers: each struct has its fields by the minors
// they hold for.
//
//     node test/oracle/go-types/generate.mjs        needs Go and the module proxy
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goMod } from '../go-module.mjs';
import { minorOf, RELEASES } from '../releases.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, '../../../src/manifest/pod/effective/go-types.generated.json');

const structs = {};
for (const release of RELEASES) {
  const minor = minorOf(release);
  for (const [name, fields] of Object.entries(structsOf(release))) {
    structs[name] ??= [];
    const last = structs[name].at(-1);
    if (last && last.until === minor - 1 && last.fields.join() === fields.join()) last.until = minor;
    else structs[name].push({ since: minor, until: minor, fields });
  }
}
const lines = Object.keys(structs)
  .sort()
  .map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(structs[name])}`);
writeFileSync(output, `{\n${lines.join(',\n')}\n}\n`);

/** What main.go says of one release. */
function structsOf(release) {
  const directory = mkdtempSync(join(tmpdir(), 'go-types-'));
  try {
    copyFileSync(join(here, 'main.go'), join(directory, 'main.go'));
    writeFileSync(join(directory, 'go.mod'), goMod(release));
    const run = ['run', '-mod=mod', '.'];
    return JSON.parse(execFileSync('go', run, { cwd: directory, maxBuffer: 1 << 26 }).toString());
  } finally {
    rmSync(directory, { recursive: true });
  }
}
