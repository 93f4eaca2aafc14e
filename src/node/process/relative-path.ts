import { isAbsolute } from '../host/path.ts';
import { groupFlags } from './group-flags.ts';

/** Flags that lead to static pods and whose relative paths the working directory completes. */
const PATH_FLAGS = ['--config', '--config-dir', '--pod-manifest-path'];

/** A path on a kubelet's command line (without argv[0]) that depends on the working directory. */
export function relativePathIn(words: readonly string[]): string | undefined {
  const groups = groupFlags(words);
  return PATH_FLAGS.flatMap((name) => groups.get(name)?.texts ?? []).find(
    (text) => text !== '' && !isAbsolute(text),
  );
}
