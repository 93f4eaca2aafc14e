import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Host } from '../../host/host.ts';
import type { KubeletFiles } from './generation.ts';
import type { ExtractedArguments } from './kubelet-arguments.ts';

/**
 * k3s copies the file of a `config` argument at each start into its own drop-in directory and never removes it:
 * what the kubelet reads is the copy (k3s-io/k3s pkg/daemons/agent/agent.go, extractConfigArgs).
 */
export function diagnoseCopies(
  host: Host,
  program: string,
  files: KubeletFiles,
  { config }: ExtractedArguments,
): readonly Diagnostic[] {
  const copyPath = `${files.dropIns}/10-cli-config.conf`;
  const copy = host.readFile(copyPath);
  if (!config) {
    if (!copy.ok) return [];
    return [
      {
        ruleId: 'distribution-copy-left-over',
        severity: 'warning',
        message: `"${copyPath}" is a copy that "${program}" once made for "kubelet-arg config=", which is not given any more, but the kubelet still reads it`,
        help: 'remove the copy and restart',
        location: { file: copyPath },
      },
    ];
  }
  if (config.value.startsWith(files.dropIns)) return [];
  const source = host.readFile(config.value);
  if (!source.ok || (copy.ok && sameBytes(source.value, copy.value))) return [];
  return [
    {
      ruleId: 'distribution-copy-outdated',
      severity: 'warning',
      message: `"${config.value}" differs from "${copyPath}", the copy that the kubelet reads: "${program}" copies it when it starts`,
      help: 'restart the service to make the change count',
      location: { file: config.value },
    },
  ];
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
