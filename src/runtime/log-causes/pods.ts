import { valueIn } from '../log-entries.ts';
import { oneLine } from '../one-line.ts';
import { type LogCause, MINUTE } from './cause.ts';

const SYNC = /^"Error syncing pod, skipping"/;
const UPSTREAM =
  'pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff; pkg/kubelet/images/image_manager.go';

/** Why a pod does not run, in the kubelet's words; one of each kind, the newest. */
export const PODS: readonly LogCause[] = [
  {
    id: 'crash-loop',
    text: SYNC,
    error:
      /CrashLoopBackOff: \\*"back-off (\S+) restarting failed container=(\S+) pod=([^\s"\\]+)_([^\s"\\(_]+)\(/,
    lasts: MINUTE,
    say: ({ match }) => ({
      subject: `${match[4]}/${match[3]}/${match[2]}`,
      message: `the container "${match[2]}" of the pod "${match[4]}/${match[3]}" ends again and again; the kubelet waits ${match[1]} before it starts it once more`,
      help: `see why in its log: "crictl logs $(crictl ps -a -q --name ${match[2]} | head -1)", or /var/log/pods/${match[4]}_${match[3]}_*/${match[2]}`,
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'image-pull',
    text: SYNC,
    error:
      /failed to \\*"StartContainer\\*" for \\*"([^"\\]+)\\*" with (ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName): \\*"(.*)$/s,
    lasts: MINUTE,
    say: ({ match, entry }) => {
      const pod = valueIn(entry.text, 'pod') ?? '';
      const image = /image \\*"([^"\\]+)|Container image \\*"([^"\\]+)|reference \\*"([^"\\]+)/.exec(
        match[3]!,
      );
      const name = image?.slice(1).find((one) => one !== undefined);
      return {
        subject: `${pod}/${match[1]}`,
        message: `the container "${match[1]}" of the pod "${pod}" does not start: the image${name === undefined ? '' : ` "${name}"`} can't be had (${match[2]}: ${oneLine(match[3]!.replace(/\\+"/g, '"').replace(/["\]]+$/, ''), 160)})`,
        help: 'correct the image in the manifest, or import it: "crictl pull IMAGE" shows the error at once',
      };
    },
    upstream: UPSTREAM,
  },
  {
    id: 'run-container',
    text: SYNC,
    error:
      /failed to \\*"StartContainer\\*" for \\*"([^"\\]+)\\*" with (RunContainerError|CreateContainerError|CreateContainerConfigError): \\*"(.*)$/s,
    lasts: MINUTE,
    say: ({ match, entry }) => ({
      subject: `${valueIn(entry.text, 'pod')}/${match[1]}`,
      message: `the container "${match[1]}" of the pod "${valueIn(entry.text, 'pod') ?? ''}" does not start: ${oneLine(match[3]!.replace(/\\+"/g, '"').replace(/["\]]+$/, ''), 240)}`,
      help: 'correct the command, the mounts or what it refers to in the manifest',
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'mount',
    text: /MountVolume\.SetUp failed for volume|"Unable to attach or mount volumes for pod; skipping pod"/,
    error: /(MountVolume\.SetUp failed for volume \\*"[^"\\]+\\*".*?: .*)$/s,
    lasts: 3 * MINUTE,
    say: ({ match }) => ({
      message: `a pod waits for a volume: ${oneLine(match[1]!.replace(/\\+"/g, '"').replace(/ ?\(UniqueName: .*?\)(?: pod \\*"[^"]*\\*" \(UID: .*?\))? ?(?=:)/, ''), 240)}`,
      help: 'make what the volume names, or correct the manifest',
    }),
    upstream: 'pkg/volume/util/operationexecutor/operation_generator.go GenerateMountVolumeFunc',
  },
  {
    id: 'mirror',
    text: /^"Failed creating a mirror pod(?: for)?"/,
    error: /^(?!.*(?:dial tcp|Unauthorized|x509|i\/o timeout|deadline exceeded|EOF))(.*)$/s,
    lasts: 2 * MINUTE,
    say: ({ match, entry }) =>
      // After a restart the mirror of before may still be there, and a new API server makes this class in a moment.
      /already exists|no PriorityClass with name system-\w+-critical/.test(match[1]!)
        ? undefined
        : {
            subject: valueIn(entry.text, 'pod') ?? '',
            message: `the static pod "${valueIn(entry.text, 'pod') ?? ''}" runs, but the API server does not take its mirror, so kubectl does not show it: ${oneLine(match[1]!)}`,
            help: 'change the manifest or the cluster so that the pod is allowed: its namespace, its priority class, the policy that is named',
          },
    upstream: 'pkg/kubelet/kubelet.go tryReconcileMirrorPods',
  },
];
