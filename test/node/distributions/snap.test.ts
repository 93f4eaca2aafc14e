import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../../src/diagnostics/location.ts';
import { readArrayWords } from '../../../src/node/distributions/snap/bash-array.ts';
import { argumentsOf, nodeOf, openLineOn, sourceOf } from './open.ts';

const variables = new Map([
  ['SNAP_DATA', '/s'],
  ['TWO', 'a  b'],
  ['EMPTY', ''],
]);
const read = (text: string) => readArrayWords(new SourceText('/args', text), variables);
const valuesOf = (text: string) => {
  const result = read(text);
  return result.ok ? result.words.map(({ value }) => value) : result.message;
};

/** What bash itself makes of the same texts, null where it refuses one; undefined where there is no bash. */
function askBash(texts: readonly string[]): readonly (readonly string[] | null)[] | undefined {
  const script = `while IFS= read -r -d '' text; do
    ( declare -a args="($text)"; printf '%s\\0' "\${#args[@]}" "\${args[@]}" ) || printf 'no\\0'
  done`;
  try {
    const out = execFileSync('bash', ['-c', script], {
      input: texts.map((text) => `${text}\0`).join(''),
      env: { ...Object.fromEntries(variables), PATH: process.env.PATH },
      stdio: ['pipe', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).split('\0');
    return texts.map(() => {
      const count = out.shift();
      return count === 'no' ? null : out.splice(0, Number(count));
    });
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

describe('a file of arguments as bash reads it into an array', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['--a="x y" # comment\n# more "\n--b', ['--a=x y', '--b']],
    [`--a=\${SNAP_DATA}/x --b='$SNAP_DATA'`, ['--a=/s/x', '--b=$SNAP_DATA']],
    ['--a=$TWO "$TWO" $EMPTY "$EMPTY"', ['--a=a', 'b', 'a  b', '']],
    ['--a="<y"\\\n--b=c\\ d --e=x#y', ['--a=<y--b=c d', '--e=x#y']],
    ['"" "\\q\\\\ \\$ \\"" "$"', ['', '\\q\\ $ "', '$']],
    ['--kubeconfig="/a" --v="0"', ['--kubeconfig=/a', '--v=0']],
    ['--x={} --y={a}', ['--x={}', '--y={a}']],
    ['', []],
  ];
  it.each(cases)('%j', (text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
    const bash = askBash([text]);
    if (bash) expect(bash).toEqual([expected]);
  });

  it.each([
    '--a=<b',
    '--a=x;y',
    '--a=$',
    '--a=\\',
    '--a="b',
    "--a='b",
    '--a=$(id)',
    '--a=`id`',
    '--a="$(id)"',
    '--a={b,c}',
    `--a=\${A:-b}`,
  ])('%j is none of its business, or an error', (text) => {
    expect(read(text)).toMatchObject({ ok: false, location: { file: '/args', line: 1 } });
  });

  it('does not know what is in a variable that the snap may set', () => {
    const result = read(`--a=x\${OTHER}y "--b=$OTHER"`);
    expect(result.ok && result.words).toMatchObject([
      { value: '--a=x', unknown: 'words' },
      { value: '--b=', unknown: 'rest' },
    ]);
  });

  it('says the same as bash wherever it says anything', () => {
    const piece = fc.constantFrom(
      '--a=',
      'b',
      ' ',
      '\n',
      '"',
      "'",
      '\\',
      '#',
      '$TWO',
      `\${EMPTY}`,
      '$',
      '=',
      '<',
      '{',
      '}',
    );
    const texts = fc.sample(fc.array(piece, { maxLength: 9 }), 300).map((pieces) => pieces.join(''));
    const bash = askBash(texts);
    for (const [i, text] of texts.entries()) {
      const mine = read(text);
      if (!bash || !mine.ok || mine.words.some((word) => 'unknown' in word)) continue;
      expect([text, mine.words.map(({ value }) => value)]).toEqual([text, bash[i]]);
    }
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof read(text).ok).toBe('boolean');
      }),
    );
  });
});

const MICROK8S = '/usr/bin/snap run microk8s.daemon-kubelite';

describe('MicroK8s', () => {
  it("gets the kubelet's arguments as kubelite reads them", () => {
    const host = nodeOf({
      '/snap/microk8s/current': { link: '7' },
      '/var/snap/microk8s/7/args/kubelite':
        '--kubelet-args-file=$SNAP_DATA/args/kubelet\n--start-control-plane=true\n',
      '/var/snap/microk8s/7/args/kubelet': `# --v=9\n  --root-dir=\${SNAP_COMMON}/kubelet\n--pod-manifest-path="\${SNAP_DATA}/pods"\n--v 3\n`,
    });
    const opened = openLineOn(host, MICROK8S);
    expect(argumentsOf(opened)).toEqual([
      '--root-dir=/var/snap/microk8s/common/kubelet',
      '--pod-manifest-path=/var/snap/microk8s/7/pods',
      '--v',
      '3',
    ]);
    expect(sourceOf(host, opened).staticPodPath).toBe('/var/snap/microk8s/7/pods');
    expect(opened?.next?.argv[2]?.origin).toMatchObject({
      kind: 'file',
      location: { file: '/var/snap/microk8s/7/args/kubelet', line: 3, column: 1 },
    });
    expect(opened?.next?.environment.get('SNAP_DATA')).toBe('/var/snap/microk8s/7');
  });

  it('splits at spaces in quotes too, as kubelite does', () => {
    const host = nodeOf({ '/var/snap/microk8s/7/args/kubelet': '--a="b  c"\n' });
    expect(argumentsOf(openLineOn(host, MICROK8S))).toEqual(['--a=b', '', 'c']);
  });

  it('follows the file that kubelite is given', () => {
    const host = nodeOf({
      '/var/snap/microk8s/current': { link: '/var/snap/microk8s/12' },
      '/var/snap/microk8s/12/args/kubelite': '--kubelet-args-file "/etc/my args"',
      '/etc/my args': '--v=1',
    });
    expect(argumentsOf(openLineOn(host, MICROK8S))).toEqual(['--v=1']);
  });

  it('ran the kubelet by itself once', () => {
    const host = nodeOf({ '/var/snap/microk8s/9/args/kubelet': '--a="b c" --d\n' });
    expect(argumentsOf(openLineOn(host, '/usr/bin/snap run microk8s.daemon-kubelet'))).toEqual([
      '--a=b c',
      '--d',
    ]);
  });

  it('is unknown without the file', () => {
    const opened = openLineOn(nodeOf(), MICROK8S);
    expect(opened?.next).toBeNull();
    expect(opened?.diagnostics[0]?.message).toContain('/var/snap/microk8s/current/args/kubelet');
    const two = nodeOf({ '/var/snap/microk8s/1/args/kubelet': '', '/var/snap/microk8s/2/args/kubelet': '' });
    expect(openLineOn(two, MICROK8S)?.next).toBeNull();
  });
});

describe('other snaps', () => {
  it('keep their arguments where their wrappers look', () => {
    const host = nodeOf({
      '/var/snap/k8s/common/args/kubelet': '--node-ip="10.0.0.1"\n',
      '/var/snap/kubelet/33/args': '--kubeconfig="/root/k" --config="/root/c"',
      '/var/snap/kubelet-eks/204/args': '--address "0.0.0.0"\n--anonymous-auth="false"\n',
    });
    const words = (app: string) => argumentsOf(openLineOn(host, `/usr/bin/snap run ${app}`));
    expect(words('k8s.kubelet')).toEqual(['--node-ip=10.0.0.1']);
    expect(words('kubelet.daemon')).toEqual(['--kubeconfig=/root/k', '--config=/root/c']);
    expect(words('kubelet-eks.daemon')).toEqual(['--address', '0.0.0.0', '--anonymous-auth=false']);
  });

  it('are not known to start a kubelet, or not known at all', () => {
    expect(openLineOn(nodeOf(), '/usr/bin/snap run lxd.daemon')).toBeUndefined();
    expect(openLineOn(nodeOf(), '/usr/bin/snap list')).toBeUndefined();
    expect(openLineOn(nodeOf(), '/usr/bin/snap run my-kubelet.daemon')?.next).toBeNull();
  });

  it('are unknown where their arguments are broken', () => {
    const host = nodeOf({ '/var/snap/k8s/common/args/kubelet': '--eviction-hard=memory.available<100Mi\n' });
    const opened = openLineOn(host, '/usr/bin/snap run k8s.kubelet');
    expect(opened?.next).toBeNull();
    expect(opened?.diagnostics[0]?.location).toMatchObject({ line: 1, column: 33 });
  });
});
