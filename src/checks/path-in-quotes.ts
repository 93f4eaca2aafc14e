import { COMPONENT_NAMES, type Component, type ComponentFlag } from '../control-plane/component.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'path-in-quotes',
  scope: 'file',
  summary: 'a flag of the control plane has a path with quotes that the program gets as part of it',
  severity: 'warning',
  programs: COMPONENT_NAMES,
  why: 'Quotes within a word of YAML are characters like others, and no shell takes them away. The program looks for a path that begins with a quote: it finds no certificate there and ends, and etcd makes a new directory of that name in its container and begins with an empty cluster.',
  bad: '- --tls-cert-file="/etc/kubernetes/pki/apiserver.crt"',
  good: '- --tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
  fix: 'Take away the quotes, or put them around the whole item.',
  links: [
    'pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs',
    'github.com/spf13/pflag string.go stringValue.Set',
    'https://yaml.org/spec/1.2.2/#733-plain-style',
  ],
  check: ({ components }) =>
    components.flatMap((component) => {
      const quoted = component.flags?.filter(({ value }) => value !== null && isQuotedPath(value)) ?? [];
      return quoted.length === 0 ? NOTHING : quoted.map((flag) => findingOf(component, flag));
    }),
});

function isQuotedPath(value: string): boolean {
  const [first] = value;
  return (first === '"' || first === "'") && value[1] === '/' && value.length > 2 && value.endsWith(first);
}

function findingOf({ name, source }: Component, { name: flag, value, valueWord }: ComponentFlag): Finding {
  const path = value!.slice(1, -1);
  const outcome =
    flag === 'data-dir'
      ? 'its data go to a directory of that name in the container, and are lost with it'
      : 'that leads to no file of the node';
  return {
    message: `${name} takes the quotes around "${path}" for a part of the path of --${flag}: ${outcome}`,
    location: source.locate(valueWord.range),
    help: `write --${flag}=${path}`,
  };
}
