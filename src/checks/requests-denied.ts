import { commandLineOf, isRecorded, lastUse, listOf } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'requests-denied',
  scope: 'file',
  summary: 'kube-apiserver is told to deny every request',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'With AlwaysDeny as the only authorization mode nobody but the group system:masters may do anything: no kubelet, no controller, no scheduler. The admission plugin AlwaysDeny refuses every change for everybody. Both are for tests.',
  bad: '--authorization-mode=AlwaysDeny',
  good: '--authorization-mode=Node,RBAC',
  fix: 'Set --authorization-mode=Node,RBAC, and remove the plugin.',
  links: [
    'k8s.io/apiserver pkg/authorization/authorizerfactory/builtin.go alwaysDenyAuthorizer',
    'pkg/kubeapiserver/authorizer/reload.go newForConfig',
    'plugin/pkg/admission/deny/admission.go',
  ],
  check: ({ components }) => components.flatMap(deniedRequests),
});

const DENY = 'AlwaysDeny';

function deniedRequests(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (line?.program !== 'kube-apiserver' || !isRecorded(line.minor)) return [];
  const found: Finding[] = [];
  const modes = lastUse(line, 'authorization-config') ? [] : (listOf(line, 'authorization-mode') ?? []);
  // AlwaysDeny has no opinion beside another mode, and says no only where none says yes.
  if (modes.length > 0 && modes.every(({ text }) => text === DENY)) {
    found.push({
      message: `with "--authorization-mode=${DENY}" kube-apiserver forbids every request of everybody but the group system:masters, kubelets and controllers among them`,
      location: component.source.locate(modes[0]!.use.valueWord.range),
      help: 'write "--authorization-mode=Node,RBAC"',
    });
  }
  for (const name of ['enable-admission-plugins', 'admission-control']) {
    const item = listOf(line, name)?.find(({ text }) => text === DENY);
    if (!item) continue;
    found.push({
      message: `the admission plugin "${DENY}" refuses every change of every object, for everybody`,
      location: component.source.locate(item.use.valueWord.range),
      help: `remove "${DENY}" from "--${name}"`,
    });
  }
  return found;
}
