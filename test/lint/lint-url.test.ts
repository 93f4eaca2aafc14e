import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { podsOfURL } from '../../src/directory/pods-of-url.ts';
import { lintNode } from '../../src/lint/lint-node.ts';
import { lintURL } from '../../src/lint/lint-url.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import type { UrlAnswer } from '../../src/node/url-answer.ts';

const PATH = 'http://<masked>@pods.example/a?b';
const URL = PATH.replace('<masked>', 'user:secret');
const facts = { version: 37, gates: new Map(), nodeName: 'node01' };

const pod = (name: string, more = '') =>
  `- metadata: {name: ${name}}\n  spec:\n    containers: [{name: c, image: nginx:1.27}]\n${more}`;
const list = (...items: readonly string[]) => `apiVersion: v1\nkind: PodList\nitems:\n${items.join('')}`;
const body = (text: string): UrlAnswer => ({ kind: 'body', bytes: encode(text) });

function lint(answer: UrlAnswer, live = true) {
  const { files, diagnostics, unchecked } = lintURL({ live }, URL, answer, facts);
  const shown = (all: typeof diagnostics) =>
    all.map(
      ({ ruleId, location }) => `${ruleId} ${location?.file}${location?.line ? `:${location.line}` : ''}`,
    );
  return {
    files: files.map((file) => [file.path, file.verdict, ...shown(file.diagnostics)]),
    said: shown(diagnostics),
    unchecked,
  };
}

describe('what a staticPodURL answers', () => {
  it('is called by the URL without who asks, and a pod of a list by its number too', () => {
    expect(lint(body(list(pod('web'), pod('api'))))).toEqual({
      files: [
        [`${PATH}#1`, 'runs'],
        [`${PATH}#2`, 'runs'],
      ],
      said: [],
      unchecked: [],
    });
    const single =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c, image: i:1}]\n';
    expect(lint(body(single)).files).toEqual([[PATH, 'runs']]);
  });

  it('has its findings where they stand in the whole answer', () => {
    expect(lint(body(list(pod('web'), pod('api', '    imagePullPolice: x\n')))).files).toEqual([
      [`${PATH}#1`, 'runs'],
      [`${PATH}#2`, 'runs', `pod-unknown-field ${PATH}#2:10`],
    ]);
  });

  it('is taken as a whole or not at all', () => {
    const refused = lint(body(list(pod('web'), pod('api', '    serviceAccountName: x\n'))));
    expect(refused).toEqual({
      files: [
        [`${PATH}#1`, 'refused'],
        [`${PATH}#2`, 'refused', `manifest-api-reference ${PATH}#2:10`],
      ],
      said: [`pod-list-refused ${PATH}`],
      unchecked: [],
    });
  });

  it('gives the first of two pods of one name', () => {
    expect(lint(body(list(pod('web'), pod('api'), pod('web')))).files).toEqual([
      [`${PATH}#1`, 'runs'],
      [`${PATH}#2`, 'runs'],
      [`${PATH}#3`, 'shadowed', `pod-list-repeats-pod ${PATH}#3:10`],
    ]);
  });

  it.each([
    ['apiVersion: apps/v1\nkind: Deployment\n', 'manifest-not-a-pod', /neither a Pod nor a PodList/],
    ['apiVersion: v1\nkind: List\nitems: []\n', 'manifest-not-a-pod', /neither a Pod nor a PodList/],
    ['<!DOCTYPE html><html></html>', 'manifest-type', /is a page of HTML or XML/],
    ['not found', 'manifest-type', /is a text and no mapping/],
    ['[]', 'manifest-type', /is a list and no mapping/],
    ['{"kind": "Pod"', 'manifest-syntax', /is not JSON/],
    ['a: [', 'manifest-syntax', /is not YAML/],
    ['# nothing\n', 'manifest-kind-missing', /holds nothing/],
    ['a: 1\n', 'manifest-kind-missing', /has no kind/],
    ['kind: Pod\n', 'manifest-version-missing', /has no apiVersion/],
  ])('can be no pod: %j', (text, ruleId, message) => {
    const { files } = lintURL({ live: true }, URL, body(text), facts);
    expect(files).toMatchObject([
      { path: PATH, verdict: 'refused', diagnostics: [{ ruleId, message: expect.stringMatching(message) }] },
    ]);
    expect(JSON.stringify(files)).not.toMatch(/the file|secret/);
  });

  it('is also what says so by itself: nothing, another status, too much, protobuf', () => {
    expect(lint(body('')).files).toEqual([[PATH, 'refused', `static-pod-url-empty ${PATH}`]]);
    expect(lint({ kind: 'status', status: '404 Not Found' }).files).toEqual([
      [PATH, 'refused', `static-pod-url-status ${PATH}`],
    ]);
    expect(lint({ kind: 'too-large', limit: 10 }).files).toEqual([
      [PATH, 'refused', `manifest-too-large ${PATH}`],
    ]);
    expect(lint(body('k8s\0\n\r'))).toEqual({
      files: [[PATH, 'unknown', `static-pod-url-protobuf ${PATH}`]],
      said: [],
      unchecked: [PATH],
    });
    expect(lint(body(list().replace('items:\n', 'items: []\n')))).toEqual({
      files: [],
      said: [`pod-list-empty ${PATH}`],
      unchecked: [],
    });
  });

  it('may be missing, which is no answer', () => {
    expect(lint({ kind: 'failed', message: 'nobody listens' })).toEqual({
      files: [],
      said: [`static-pod-url-unfetched ${PATH}`],
      unchecked: [PATH],
    });
  });

  it('is asked from here for a copy of a node, which is said', () => {
    expect(lint(body(list(pod('web'))), false).said).toEqual([`static-pod-url-fetched-here ${PATH}`]);
  });

  it('may be many items, keys and lines', () => {
    const items = Array.from({ length: 3000 }, (_, i) => pod(`p${i}`, `    x: 1\n    x: 2\n`));
    const started = performance.now();
    const { files } = lint(body(list(...items)));
    expect(files).toHaveLength(3000);
    expect(files[2999]).toContain(`manifest-duplicate-key ${PATH}#3000:15003`);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('a node with a URL and a directory', () => {
  const host = memoryHost({
    '/etc/systemd/system/kubelet.service': `[Service]\nExecStart=/usr/bin/kubelet --pod-manifest-path=/m --manifest-url=${URL}\n`,
    '/m/web.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: c, image: i:1}]\n',
  });
  const report = inspectNode(host, { nodeName: 'node01', kubeletVersion: 34 });

  it('has pods of both, of which only one of a name starts', () => {
    const { files } = lintNode(host, report, undefined, true, body(list(pod('web'), pod('api'))));
    expect(files.map(({ path, diagnostics }) => [path, diagnostics.map(({ ruleId }) => ruleId)])).toEqual([
      ['/m/web.yaml', []],
      [`${PATH}#1`, ['static-pod-in-two-sources']],
      [`${PATH}#2`, []],
    ]);
  });

  it('says of a URL that was not asked that it was not', () => {
    const { diagnostics, unchecked } = lintNode(host, report);
    expect(diagnostics.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([
      `static-pod-url: the kubelet also reads static pods from "${PATH}", which was not fetched`,
    ]);
    expect(unchecked).toEqual([]);
  });
});

describe('the pods of a URL', () => {
  const at = 'http://192.0.2.1:8080/pods';
  const bare = (name: string, top = '') =>
    `- ${top}metadata: {name: ${name}}\n  spec:\n    containers: [{name: c, image: i}]\n`;
  const uids = (version: number, text: string) =>
    podsOfURL(at, encode(text), { ...facts, version }).map(({ uid }) => uid);

  it('have the UIDs that the kubelet makes of them: what 1.34.10 and 1.37.1 said', () => {
    const two = list(bare('a'), bare('b'));
    expect(uids(34, two)).toEqual(['bcaee28c765a60b7ec81112b8ce588ba', '0c6b2e76fa87f11ae316b81cdffd7318']);
    expect(uids(37, two)).toEqual(['71a85ce631e106fee80b48e5cacf444c', '2ee3de781a286bda000393ca3397f96b']);
  });

  it('are another since 1.37 where an item says what it is', () => {
    const typed = 'apiVersion: v1\n  kind: Pod\n  ';
    const two = list(bare('a', typed), bare('b', typed));
    expect(uids(34, two)).toEqual(uids(34, list(bare('a'), bare('b'))));
    expect(uids(37, two)).toEqual(['0b22cf1a522867c5d2fe0ab878e015ce', 'fcfc04ddc3ea3d7ff072844bdb869739']);
  });

  it('are those that run', () => {
    const text = list(bare('a'), bare('b'), bare('a'));
    expect(podsOfURL(at, encode(text), facts)).toMatchObject([
      { path: `${at}#1`, namespace: 'default', name: 'a-node01' },
      { path: `${at}#2`, namespace: 'default', name: 'b-node01' },
    ]);
    expect(podsOfURL(at, encode(''), facts)).toEqual([]);
    expect(podsOfURL(at, encode('nonsense'), facts)).toEqual([]);
  });
});
