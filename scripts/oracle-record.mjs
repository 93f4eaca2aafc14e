// npm run oracle:record: asks the kubelets' own code again for every recorded case in fixtures/conformance, writes
// what it says now, and prints what changed: the case, the minor, before and after.
//
//     npm run oracle:record -- [--only pods,gates,render,config,validation,directories,urls,yaml] [--minors 1.28,1.37]
//
// A minor that test/oracle/releases.mjs lists and no case has yet is added, and what it says otherwise than the
// minor before is printed; a minor that is no longer listed is dropped. Needs Go, unless the oracles are built.
// The answers of systemd, of shells and of kubeadm are from other programs: they are not touched.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { OracleMissing } from '../test/oracle/build.mjs';
import { recordConfig } from '../test/oracle/record/config.mjs';
import { recordDirectories } from '../test/oracle/record/directories.mjs';
import { recordGates, recordPods } from '../test/oracle/record/pods.mjs';
import { recordRender } from '../test/oracle/record/render.mjs';
import { recordUrls } from '../test/oracle/record/urls.mjs';
import { recordValidation } from '../test/oracle/record/validation.mjs';
import { recordYaml } from '../test/oracle/record/yaml.mjs';
import { MINORS } from '../test/oracle/releases.mjs';

const RECORDERS = {
  pods: recordPods,
  gates: recordGates,
  render: recordRender,
  config: recordConfig,
  validation: recordValidation,
  directories: recordDirectories,
  urls: recordUrls,
  yaml: recordYaml,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(RECORDERS).join() },
    minors: { type: 'string', default: MINORS.map((minor) => `1.${minor}`).join() },
  },
});
const minors = {
  all: MINORS,
  /** Those that are asked; the others keep what was recorded. */
  asked: values.minors.split(',').map((version) => Number(version.split('.')[1])),
  kept: (minor) => MINORS.includes(minor),
  width: availableParallelism(),
};

try {
  for (const name of values.only.split(',')) {
    const { name: file, lines } = await RECORDERS[name](minors, console.error);
    if (lines.length > 0) console.log(lines.join('\n'));
    console.log(`${file}: ${lines.length} changed`);
  }
} catch (error) {
  if (!(error instanceof OracleMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
