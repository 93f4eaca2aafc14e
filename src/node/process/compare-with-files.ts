import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { compareArguments } from './compare-arguments.ts';
import { compareBinary } from './compare-binary.ts';
import { compareConfiguration } from './compare-configuration.ts';
import { compareEnvironment } from './compare-environment.ts';
import { comparePlace } from './compare-place.ts';
import type { FilesOfStart } from './files-of-start.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** Every difference between the kubelet that runs and the one that the files would start now. */
export function compareWithFiles(
  process: RunningKubelet,
  files: FilesOfStart,
  host: Host,
): readonly Diagnostic[] {
  return [
    ...comparePlace(host, process, files),
    ...compareBinary(host, process, files),
    ...compareArguments(host, process, files),
    ...compareEnvironment(process, files),
    ...compareConfiguration(host, process, files),
  ];
}
