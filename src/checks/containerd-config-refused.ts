import { wholeLine } from '../diagnostics/whole-line.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { asksContainerd, CONTAINERD_CONFIG, containerdMajor } from './reading/containerd.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { type TomlProblem, tomlProblem } from './reading/toml-problem.ts';
import { type TomlSetting, tomlSettings, tomlStrings } from './reading/toml-settings.ts';

export default defineCheck({
  id: 'containerd-config-refused',
  scope: 'node',
  area: 'runtime',
  stopsKubelet: true,
  summary: 'containerd refuses its configuration',
  severity: 'warning',
  why: 'containerd ends when it starts with a config.toml that is no TOML, has a version that it does not know, or names plugins in the way of another version. Without it the kubelet ends too, and nothing on the node starts.',
  bad: 'SystemdCgroup = True',
  good: 'SystemdCgroup = true',
  fix: 'Correct /etc/containerd/config.toml, and restart containerd and the kubelet. "containerd config dump" tries the file.',
  links: [
    'containerd cmd/containerd/server/config/config.go LoadConfig, ValidateVersion',
    'containerd 1.7 services/server/config/config.go ValidateV2',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const text = start && asksContainerd(start) ? textOf(host, CONTAINERD_CONFIG) : undefined;
    if (text === undefined) return NOTHING;
    const problem = tomlProblem(text) ?? unknownNames(tomlSettings(text) ?? [], containerdMajor(host));
    if (!problem) return NOTHING;
    return [
      {
        message: `containerd does not start, and the kubelet ends without it: ${problem.reason}`,
        location: wholeLine(CONTAINERD_CONFIG, problem.text, problem.line),
        help: `${problem.help}, and restart containerd`,
      },
    ];
  },
});

/** The plugin's name in a configuration of version 3. */
const NEW = 'io.containerd.cri.v1.runtime';

function unknownNames(settings: readonly TomlSetting[], major: number | undefined): TomlProblem | undefined {
  const version = settings.find(({ table, key }) => table === '' && key === 'version');
  if (!version) return undefined;
  const { value, line, text } = version;
  if (/^["']/.test(value))
    return {
      reason: `its version is the text ${value}`,
      help: 'write the version without quotes',
      line,
      text,
    };
  const format = Number(value);
  if (major === 1 && format > 2)
    return {
      reason: `the installed containerd 1.x knows no "version = ${value}"`,
      help: `write "version = 2"${settings.some(({ table }) => table.includes(NEW)) ? `, and "io.containerd.grpc.v1.cri" for "${NEW}"` : ''}`,
      line,
      text,
    };
  // A version of 1 names plugins by their last part alone.
  if (!(format >= 2)) return undefined;
  for (const list of settings) {
    if (list.table !== '' || !['disabled_plugins', 'required_plugins'].includes(list.key)) continue;
    const short = tomlStrings(list.value).find((name) => !name.includes('.'));
    if (short !== undefined)
      return {
        reason: `"${list.key}" names "${short}", and with "version = ${value}" a plugin has a longer name`,
        help: `${short === 'cri' ? 'remove it' : `write it like "io.containerd.grpc.v1.${short}"`}`,
        line: list.line,
        text: list.text,
      };
  }
  return undefined;
}
