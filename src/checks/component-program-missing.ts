import { COMPONENT_NAMES, type Component } from '../control-plane/component.ts';
import { imageName } from '../control-plane/image-name.ts';
import { baseName } from '../node/host/path.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-program-missing',
  scope: 'file',
  summary: 'the command of a control plane container is no program of its image',
  severity: 'warning',
  programs: COMPONENT_NAMES,
  why: 'The image of a control plane program holds that program. Where the first word of the command is misspelled, or another program, the runtime finds no such file: the container is created and never starts.',
  bad: 'command: [kube-schedulerr, --leader-elect=true]',
  good: 'command: [kube-scheduler, --leader-elect=true]',
  fix: 'Write the name of the program as its image has it.',
  links: ['k8s.io/cri-api RunContainerError', 'build/server-image/kube-scheduler/Dockerfile'],
  check: ({ components }) => components.flatMap(missingProgram),
});

function missingProgram(component: Component): Finding[] {
  const { program, name } = component;
  // A name with a space in it is two words (argument-is-two-words).
  if (!program || /\$\(|\s/.test(program.text)) return [];
  const image = programOf(component.image.text);
  const why = reason(program.text, name, image);
  if (why === null) return [];
  return [
    {
      message: `the container never starts: ${why.what}, and the runtime finds no executable file of that name`,
      location: component.source.locate(program.range),
      help: why.help,
    },
  ];
}

function reason(written: string, name: string, image: string): { what: string; help: string } | null {
  const program = baseName(written);
  if (program !== name) {
    // What another image holds is not known: there a name that is near may be right.
    const distance = image !== name || program.length > 64 ? 64 : editDistance(program, name);
    return distance <= name.length / LETTERS_A_MISTAKE
      ? { what: `"${program}" is not "${name}"`, help: `did you mean "${name}"?` }
      : null;
  }
  const other = (COMPONENT_NAMES as readonly string[]).includes(image) && image !== name;
  return other
    ? {
        what: `the image is that of ${image}, and the program is "${program}"`,
        help: `run "${image}", or take the image of ${name}`,
      }
    : null;
}

/** One letter too many, too few or wrong in so many; shells and wrappers are further away. */
const LETTERS_A_MISTAKE = 4;

/** `registry.k8s.io/kube-scheduler-amd64:v1.34.1` → `kube-scheduler`. */
function programOf(image: string): string {
  return imageName(image).replace(/-(?:amd64|arm64|arm|ppc64le|s390x)$/, '');
}
