import { COMPONENT_NAMES, type Component } from '../control-plane/component.ts';
import { type FileFlag, fileFlagsOf } from '../control-plane/file-flags.ts';
import { KUBEADM_FILES } from '../control-plane/kubeadm-files.ts';
import { clean } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'kubeadm-certificate-renamed',
  scope: 'file',
  summary: "one of the files in kubeadm's directory of certificates is not one that kubeadm makes",
  severity: 'info',
  programs: COMPONENT_NAMES,
  why: 'All the other certificates of this program are those that kubeadm makes, under the names that kubeadm gives. A file of another name beside them is only there when somebody put it there; kubeadm renews no such file either.',
  bad: '--tls-cert-file=/etc/kubernetes/pki/apiserver-wrong.crt, and all other files as kubeadm names them',
  good: '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
  fix: 'Name the file that kubeadm makes, unless the other one was put there on purpose.',
  links: [
    'cmd/kubeadm/app/phases/controlplane/manifests.go getAPIServerCommand, getControllerManagerCommand',
    'cmd/kubeadm/app/phases/etcd/local.go getEtcdCommand',
    'https://kubernetes.io/docs/setup/best-practices/certificates/#certificate-paths',
  ],
  check: ({ components }) => components.flatMap(renamed),
});

/** Most must be as kubeadm has them, else the directory is not kubeadm's. */
const MOST = 3;

function renamed(component: Component): readonly Finding[] {
  const usual = KUBEADM_FILES[component.name];
  const files = fileFlagsOf(component).filter(({ flag }) => Object.hasOwn(usual, flag.name));
  if (files.length <= MOST) return NOTHING;
  const asUsual = files.filter(({ flag, path }) => clean(path).endsWith(`/${usual[flag.name]!}`));
  if (asUsual.length === files.length) return NOTHING;
  const [first] = asUsual;
  if (!first || asUsual.length < MOST * (files.length - asUsual.length)) return NOTHING;
  // Others call an authority so too.
  if (asUsual.every(({ flag }) => /^ca\./.test(usual[flag.name]!))) return NOTHING;
  const directory = clean(first.path).slice(0, -usual[first.flag.name]!.length - 1);
  const names = new Set(Object.values(KUBEADM_FILES).flatMap((one) => Object.values(one)));
  return files
    .filter((file) => !asUsual.includes(file) && isOddIn(directory, names, file))
    .map((file) => findingOf(component, directory, file, usual[file.flag.name]!));
}

/** What kubeadm does make for another flag is for other checks. */
function isOddIn(directory: string, names: ReadonlySet<string>, { path }: FileFlag): boolean {
  const file = clean(path);
  return file.startsWith(`${directory}/`) && !names.has(file.slice(directory.length + 1));
}

function findingOf(
  { source, name }: Component,
  directory: string,
  { flag, path }: FileFlag,
  usual: string,
): Finding {
  return {
    message: `kubeadm makes no "${path}", which --${flag.name} names, and the other files of this ${name} are kubeadm's: unless somebody put it there, it ends when it starts`,
    location: source.locate(flag.valueWord.range),
    help: `did you mean "${directory}/${usual}"?`,
  };
}
