import { decode } from '../bytes/text.ts';
import { SourceText } from '../diagnostics/location.ts';
import type { Host } from '../node/host/host.ts';

/** Lines of files on a host, for frames: each file is read once, when the first of its lines is asked for. */
export function sourceLines(host: Host): (file: string, line: number) => string | undefined {
  const sources = new Map<string, SourceText | null>();
  return (file, line) => {
    let source = sources.get(file);
    if (source === undefined) {
      const read = host.readFile(file);
      source = read.ok ? new SourceText(file, decode(read.value)) : null;
      sources.set(file, source);
    }
    return source?.line(line);
  };
}
