import { flagValue } from '../../control-plane/component.ts';
import { placeOf } from '../../control-plane/container-path.ts';
import type { Location } from '../../diagnostics/location.ts';
import { isAbsolute } from '../../node/host/path.ts';
import type { NodeReport } from '../../node/inspect-node.ts';
import type { Finding, NodeSubject } from '../define-check.ts';
import type { ComponentFile } from './component-file.ts';
import { settingOf, startOnNode } from './kubelet-on-node.ts';
import { runningComponents } from './running-components.ts';

/** A file that the kubelet's configuration names. */
export interface NamedFile {
  readonly member: string;
  readonly path: string;
  readonly location: Location;
}

/** A file of certificates or keys in the kubelet's configuration. */
export function namedFile(report: NodeReport, member: string): NamedFile | undefined {
  const start = startOnNode(report);
  const { value, location } = (start && settingOf(start, member)) ?? {};
  if (typeof value !== 'string' || !isAbsolute(value)) return undefined;
  return { member, path: value, location: location ?? { file: value } };
}

/** The authority by which the kubelet knows its clients; the programs of a control plane have mostly the same file. */
export function clientAuthority(report: NodeReport): NamedFile | undefined {
  return namedFile(report, 'authentication.x509.clientCAFile');
}

/** The programs that know their clients by a file too, and end without it. */
export function alsoWithout({ files }: NodeSubject, path: string): Pick<Finding, 'related'> {
  const related = runningComponents(files).flatMap((component) => {
    const flag = flagValue(component, 'client-ca-file');
    const place = flag?.value ? placeOf(component, flag.value) : undefined;
    if (!flag || place?.kind !== 'node' || place.path !== path) return [];
    return [
      alsoEnds({ component, flag: flag.name, location: component.source.locate(flag.valueWord.range) }),
    ];
  });
  return related.length > 0 ? { related } : {};
}

/** That a program ends for the same file. */
export function alsoEnds({
  component,
  flag,
  location,
}: Pick<ComponentFile, 'component' | 'flag' | 'location'>): NonNullable<Finding['related']>[number] {
  return { location, message: `${component.name} ends too: --${flag} names the same file` };
}
