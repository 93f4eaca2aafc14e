import { describe, expect, it } from 'vitest';
import { setPodDefaults } from '../../../src/manifest/pod/defaults.ts';
import { meansLatest } from '../../../src/manifest/pod/image-name.ts';
import { podDefaultingOptions } from '../../../src/manifest/pod/options.ts';
import type { Pod, PodSpec } from '../../../src/manifest/pod/types.ts';
import { formatQuantity, parseQuantity, type Quantity } from '../../../src/validation/quantity.ts';
import { defaultFeatureGates } from '../../../src/versions/feature-gates.ts';

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

function withDefaults(spec: PodSpec, minor = 37): PodSpec {
  const pod: Pod = { spec };
  setPodDefaults(pod, podDefaultingOptions(defaultFeatureGates(minor)));
  return pod.spec!;
}

const asText = (list: ReadonlyMap<string, Quantity> | undefined) =>
  Object.fromEntries([...(list ?? [])].map(([name, value]) => [name, formatQuantity(value)]));

describe('the defaults of a pod', () => {
  it('are those that the API server would have set', () => {
    expect(withDefaults({ serviceAccount: 'a', terminationGracePeriodSeconds: -5 })).toMatchObject({
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      serviceAccountName: 'a',
      terminationGracePeriodSeconds: 1,
    });
  });

  it('pull an image always when it means latest', () => {
    const { containers } = withDefaults({ containers: [{ image: 'nginx' }, { image: 'nginx:1.27' }] });
    expect(containers?.map(({ imagePullPolicy }) => imagePullPolicy)).toEqual(['Always', 'IfNotPresent']);
  });

  it('make a volume without a type an emptyDir', () => {
    expect(withDefaults({ volumes: [{ name: 'v' }] }).volumes).toEqual([{ name: 'v', emptyDir: {} }]);
  });

  it('request what is limited, rounded up to a thousandth', () => {
    const limits = new Map([['cpu', quantity('0.1111')]]);
    const { containers } = withDefaults({ containers: [{ resources: { limits } }] });
    expect(asText(containers?.[0]?.resources?.requests)).toEqual({ cpu: '112m' });
  });

  it('open the same port on a host whose network is used', () => {
    const { containers } = withDefaults({
      hostNetwork: true,
      containers: [{ ports: [{ containerPort: 80 }] }],
    });
    expect(containers?.[0]?.ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: 'TCP' }]);
  });

  it('request for the pod what its containers request, with the gate PodLevelResources of 1.34 to 1.36', () => {
    const spec = (): PodSpec => ({
      containers: [{ resources: { requests: new Map([['cpu', quantity('100m')]]) } }],
      resources: { limits: new Map([['cpu', quantity('1')]]) },
    });
    expect(asText(withDefaults(spec(), 36).resources?.requests)).toEqual({ cpu: '100m' });
    expect(asText(withDefaults(spec(), 37).resources?.requests)).toEqual({});
    expect(asText(withDefaults(spec(), 33).resources?.requests)).toEqual({});
  });
});

describe('an image', () => {
  it.each([
    ['nginx', true],
    ['nginx:latest', true],
    ['registry:5000/nginx', true],
    ['localhost/a/b', true],
    ['nginx:1.27', false],
    [`nginx@sha256:${'a'.repeat(64)}`, false],
    [`nginx:latest@sha256:${'a'.repeat(64)}`, true],
    ['Nginx', false],
    ['a'.repeat(64), false],
    ['', false],
    [' nginx', false],
  ])('%j means latest: %s', (image, latest) => {
    expect(meansLatest(image)).toBe(latest);
  });
});
