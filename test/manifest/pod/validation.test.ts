import { describe, expect, it } from 'vitest';
import { fieldErrors, judge, pod } from '../judge.ts';

const errorsOf = (text: string, version = 37, gates: Readonly<Record<string, boolean>> = {}): string[] =>
  fieldErrors(judge(text, { version, gates: new Map(Object.entries(gates)) }));

describe('containers', () => {
  it('need a name and an image, and there must be some', () => {
    expect(errorsOf(pod({ containers: [] }))).toEqual(['Required spec.containers']);
    expect(errorsOf(pod({ containers: [{}] }))).toEqual([
      'Required spec.containers[0].name',
      'Required spec.containers[0].image',
    ]);
  });

  it('share no name, init containers included', () => {
    const c = { name: 'c', image: 'i' };
    expect(errorsOf(pod({ containers: [c, c], initContainers: [c] }))).toEqual([
      'Duplicate spec.containers[1].name',
      'Duplicate spec.initContainers[0].name',
    ]);
  });

  it('take the values that there are', () => {
    const container = { imagePullPolicy: 'Sometimes', terminationMessagePolicy: 'Log' };
    expect(errorsOf(pod({}, container))).toEqual([
      'NotSupported spec.containers[0].terminationMessagePolicy: supported values: "File", "FallbackToLogsOnError"',
      'NotSupported spec.containers[0].imagePullPolicy: supported values: "Always", "IfNotPresent", "Never"',
    ]);
  });

  it('can’t be ephemeral in a file', () => {
    const ephemeralContainers = [{ name: 'debug', image: 'i', ports: [] }];
    expect(errorsOf(pod({ ephemeralContainers }))).toEqual([
      'Forbidden spec.ephemeralContainers[0].ports: cannot be set for an Ephemeral Container',
      'Forbidden spec.ephemeralContainers: cannot be set on create',
    ]);
  });
});

describe('ports', () => {
  it('are numbers in range, with a name and a protocol of their own', () => {
    const ports = [
      { containerPort: 0 },
      { containerPort: 65536, name: 'http' },
      { containerPort: 80, name: 'http', protocol: 'tcp' },
      { containerPort: 80, name: 'HTTP' },
    ];
    expect(errorsOf(pod({}, { ports }))).toEqual([
      'Required spec.containers[0].ports[0].containerPort',
      'Invalid spec.containers[0].ports[1].containerPort: must be between 1 and 65535, inclusive',
      'Duplicate spec.containers[0].ports[2].name',
      'NotSupported spec.containers[0].ports[2].protocol: supported values: "SCTP", "TCP", "UDP"',
      'Invalid spec.containers[0].ports[3].name: must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      'Invalid spec.containers[0].ports[3].name: must contain at least one letter (a-z)',
    ]);
  });

  it('take a port of the host once, unless by another protocol or address', () => {
    const ports = [
      { containerPort: 1, hostPort: 80 },
      { containerPort: 2, hostPort: 80 },
      { containerPort: 3, hostPort: 80, protocol: 'UDP' },
      { containerPort: 4, hostPort: 80, hostIP: '10.0.0.1' },
    ];
    expect(errorsOf(pod({}, { ports }))).toEqual(['Duplicate spec.containers[0].ports[1].hostPort']);
  });

  it('are the host’s own in its network', () => {
    const ports = [{ containerPort: 80, hostPort: 8080 }];
    expect(errorsOf(pod({ hostNetwork: true }, { ports }))).toEqual([
      'Invalid spec.containers[0].ports[0].hostPort: must match `containerPort` when `hostNetwork` is true',
    ]);
  });

  it('of init containers are looked at one by one, each as the first', () => {
    const twice = [
      { containerPort: 1, hostPort: 80 },
      { containerPort: 2, hostPort: 80 },
    ];
    const initContainers = [
      { name: 'a', image: 'i', ports: twice.slice(1) },
      { name: 'b', image: 'i', ports: twice },
    ];
    expect(errorsOf(pod({ initContainers }))).toEqual(['Duplicate spec.initContainers[0].ports[1].hostPort']);
  });
});

describe('volumes', () => {
  it('have a name of their own and one type', () => {
    const volumes = [
      { name: 'v', emptyDir: {}, nfs: { server: 's', path: '/' } },
      { emptyDir: {} },
      { name: 'w' },
      { name: 'w' },
    ];
    expect(errorsOf(pod({ volumes }))).toEqual([
      'Forbidden spec.volumes[0].nfs: may not specify more than 1 volume type',
      'Required spec.volumes[1].name',
      'Duplicate spec.volumes[3].name',
    ]);
  });

  it('keep upstream’s own spelling of some paths', () => {
    const second = (type: object): string[] =>
      errorsOf(pod({ volumes: [{ name: 'v', emptyDir: {}, ...type }] }));
    expect(second({ downwardAPI: {} })[0]).toContain('spec.volumes[0].downwarAPI');
    expect(second({ cephfs: {} })[0]).toContain('spec.volumes[0].cephFS');
    expect(errorsOf(pod({ volumes: [{ name: 'v', gcePersistentDisk: {} }] }))).toEqual([
      'Required spec.volumes[0].persistentDisk.pdName',
    ]);
  });

  it('must be there for a mount, and sound', () => {
    const volumeMounts = [
      { name: 'data', mountPath: '/a' },
      { name: 'Broken', mountPath: '/a' },
    ];
    const judgement = judge(pod({ volumes: [{ name: 'Broken', emptyDir: {} }] }, { volumeMounts }));
    expect(fieldErrors(judgement).slice(1)).toEqual([
      'NotFound spec.containers[0].volumeMounts[0].name',
      'NotFound spec.containers[0].volumeMounts[1].name',
      'Invalid spec.containers[0].volumeMounts[1].mountPath: must be unique',
    ]);
    expect(judgement.diagnostics[1]?.help).toBe(
      'the pod\'s volumes are "Broken": correct the name, or add the volume under spec.volumes',
    );
  });

  it('of images came with 1.32', () => {
    const volumes = [{ name: 'v', image: { reference: 'i', pullPolicy: 'Always' } }];
    expect(errorsOf(pod({ volumes }), 30)).toEqual([]);
    expect(errorsOf(pod({ volumes }), 31)).toEqual(['Required spec.volumes[0]: must specify a volume type']);
    expect(errorsOf(pod({ volumes }), 32)).toEqual([]);
  });
});

describe('resources', () => {
  it('are named as containers may, within their limits', () => {
    const resources = { limits: { cpu: '1', widgets: '1' }, requests: { cpu: 2, 'ex.io/gpu': '1' } };
    expect(errorsOf(pod({}, { resources }))).toEqual([
      'Invalid spec.containers[0].resources.limits[widgets]: must be a standard resource type or fully qualified',
      'Invalid spec.containers[0].resources.limits[widgets]: must be a standard resource for containers',
      'Invalid spec.containers[0].resources.requests: must be less than or equal to cpu limit of 1',
      'Required spec.containers[0].resources.limits: Limit must be set for non overcommitable resources',
      'Invalid spec.containers[0].resources.requests[widgets]: must be a standard resource type or fully qualified',
      'Invalid spec.containers[0].resources.requests[widgets]: must be a standard resource for containers',
    ]);
  });

  it('of the pod are looked at since 1.35, unless a gate says otherwise', () => {
    const text = pod({ resources: { requests: { cpu: '1m' } } }, { resources: { requests: { cpu: '2m' } } });
    const error =
      'Invalid spec.resources.requests[cpu]: must be greater than or equal to aggregate container requests of 2m';
    expect(errorsOf(text, 34)).toEqual([]);
    expect(errorsOf(text, 35)).toEqual([error]);
    expect(errorsOf(text, 35, { PodLevelResources: false })).toEqual([]);
  });
});

describe('probes and lifecycle', () => {
  it('have exactly one handler', () => {
    const livenessProbe = { exec: { command: ['a'] }, tcpSocket: { port: 80 } };
    expect(errorsOf(pod({}, { livenessProbe, readinessProbe: {} }))).toEqual([
      'Forbidden spec.containers[0].livenessProbe.tcpSocket: may not specify more than 1 handler type',
      'Required spec.containers[0].readinessProbe: must specify a handler type',
    ]);
  });

  it('may sleep for no time since 1.35', () => {
    const lifecycle = { preStop: { sleep: { seconds: 0 } } };
    expect(errorsOf(pod({}, { lifecycle }), 31)).toEqual([
      'Invalid spec.containers[0].lifecycle.preStop.sleep: must be greater than 0 and less than terminationGracePeriodSeconds (30)',
    ]);
    expect(errorsOf(pod({}, { lifecycle }), 35)).toEqual([]);
  });

  it('are for containers that keep running', () => {
    const livenessProbe = { tcpSocket: { port: 80 } };
    const init = (more: object) =>
      pod({ initContainers: [{ name: 'a', image: 'i', livenessProbe, ...more }] });
    expect(errorsOf(init({}))).toEqual([
      'Forbidden spec.initContainers[0].livenessProbe: may not be set for init containers without restartPolicy=Always',
    ]);
    expect(errorsOf(init({ restartPolicy: 'Always' }))).toEqual([]);
  });
});

describe('security', () => {
  it('lets containers be privileged, but not half', () => {
    expect(errorsOf(pod({}, { securityContext: { privileged: true } }))).toEqual([]);
    const securityContext = { privileged: true, allowPrivilegeEscalation: false };
    expect(errorsOf(pod({}, { securityContext }))).toEqual([
      'Invalid spec.containers[0].securityContext: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ]);
  });

  it('wants annotation and field to say the same', () => {
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/c': 'unconfined' };
    const text = pod(
      {},
      { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
      { annotations },
    );
    expect(errorsOf(text, 29)).toEqual([]);
    expect(errorsOf(text, 30)).toEqual([
      'Forbidden spec.containers[0].securityContext.appArmorProfile.type: apparmor type in annotation and field must match',
    ]);
    expect(errorsOf(text, 30, { AppArmorFields: false })).toEqual([]);
  });
});

describe('where and how the pod runs', () => {
  it('is told in values that there are', () => {
    expect(errorsOf(pod({ restartPolicy: 'always', dnsPolicy: 'None' }))).toEqual([
      'NotSupported spec.restartPolicy: supported values: "Always", "OnFailure", "Never"',
      'Required spec.dnsConfig: must provide `dnsConfig` when `dnsPolicy` is None',
    ]);
  });

  it('leaves nothing to schedule: the node is given', () => {
    expect(errorsOf(pod({ schedulingGates: [{ name: 'g' }] }))).toEqual([
      'Forbidden spec.nodeName: cannot be set until all schedulingGates have been cleared',
    ]);
  });

  it('lists the operators that it refuses', () => {
    const tolerations = [{ key: 'a', operator: 'Lt', value: '5' }];
    expect(errorsOf(pod({ tolerations }), 34)).toEqual([
      'NotSupported spec.tolerations[0].operator: supported values: "Equal", "Exists"',
    ]);
    expect(errorsOf(pod({ tolerations }), 35)).toEqual([
      'NotSupported spec.tolerations[0].operator: supported values: "Equal", "Exists", "Lt", "Gt"',
    ]);
    expect(errorsOf(pod({ tolerations }), 35, { TaintTolerationComparisonOperators: true })).toEqual([]);
  });

  it('reads tolerations from the old annotation, in any case of their fields', () => {
    const tolerations = (json: string) =>
      errorsOf(pod({}, {}, { annotations: { 'scheduler.alpha.kubernetes.io/tolerations': json } }));
    expect(tolerations('[{"KEY": "a", "operator": "Exists", "value": "v"}]')).toEqual([
      "Invalid metadata.annotations.scheduler.alpha.kubernetes.io/tolerations[0].operator: value must be empty when `operator` is 'Exists'",
    ]);
    expect(tolerations('[{')).toEqual(['Invalid metadata.annotations: unexpected end of JSON input']);
    expect(tolerations('[{"key": 1}]')).toEqual([
      'Invalid metadata.annotations: json: cannot unmarshal number into Go struct field Toleration.Key of type string',
    ]);
  });

  it('takes addresses as old kubelets did, until 1.36', () => {
    const hostAliases = [{ ip: '010.0.0.1' }, { ip: '::ffff:1.2.3.4' }, { ip: '10.0.0.256' }];
    expect(errorsOf(pod({ hostAliases }), 29)).toEqual([
      'Invalid spec.hostAliases.ip: must be valid IP address',
    ]);
    expect(errorsOf(pod({ hostAliases }), 36)).toEqual([
      'Invalid spec.hostAliases[0].ip: must not have leading 0s',
      'Invalid spec.hostAliases[1].ip: must not be an IPv4-mapped IPv6 address',
      'Invalid spec.hostAliases[2].ip: must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ]);
  });
});
