import { type Component, type ComponentName, flagValue } from '../../control-plane/component.ts';
import { placeOf } from '../../control-plane/container-path.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../../node/host/host.ts';
import type { Certificates } from '../../pki/certificate.ts';
import { certificatesInFile } from './certificate-files.ts';

/** A file of certificates that a flag of a program of the control plane names. */
export interface ComponentFile {
  readonly component: Component;
  readonly flag: string;
  /** On the node. */
  readonly path: string;
  /** Of the flag. */
  readonly location: Location;
  readonly content: Certificates;
}

/** The file of a flag of the first program of a name; undefined where it is not set or no file of the node. */
export function componentFile(
  host: Host,
  components: readonly Component[],
  name: ComponentName,
  flag: string,
): ComponentFile | undefined {
  const component = components.find((one) => one.name === name);
  return component && fileOf(host, component, flag);
}

/** The file of a flag. */
export function fileOf(host: Host, component: Component, name: string): ComponentFile | undefined {
  const flag = flagValue(component, name);
  const place = flag?.value ? placeOf(component, flag.value) : undefined;
  if (!flag || place?.kind !== 'node') return undefined;
  return {
    component,
    flag: name,
    path: place.path,
    location: component.source.locate(flag.valueWord.range),
    content: certificatesInFile(host, place.path),
  };
}
