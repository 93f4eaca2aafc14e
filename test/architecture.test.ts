import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'));

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  return [
    ...text.matchAll(/^(?:import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gm),
  ].map(([, typeOnly, fixed, dynamic]) => {
    const target = (fixed ?? dynamic)!;
    const to = target.startsWith('.')
      ? relative(root, join(root, dirname(from), target)).replaceAll('\\', '/')
      : target;
    return { from, to, typeOnly: typeOnly !== undefined };
  });
});

const LEAVES = ['yaml', 'schema', 'versions', 'validation', 'diagnostics', 'bytes'];
/** Each floor may import those before it. */
const FLOORS = [
  ...LEAVES,
  'pki',
  'manifest',
  'node',
  'control-plane',
  'directory',
  'runtime',
  'collect',
  'checks',
  'rules',
  'explain',
  'suppression',
  'fix',
  'lint',
  'doctor',
  'status',
  'settings',
  'answers',
  'report',
  'commands',
];

const room = (path: string) => path.split('/')[0]!;
const isOwn = ({ to }: Import) => FLOORS.includes(room(to));

describe('the house', () => {
  it('reads the imports at all', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('lets leaves import nothing but leaves', () => {
    const wrong = imports.filter(
      (one) => LEAVES.includes(room(one.from)) && isOwn(one) && !LEAVES.includes(room(one.to)),
    );
    expect(wrong).toEqual([]);
  });

  it('lets data go one way: a floor imports what stands before it', () => {
    const wrong = imports.filter(
      (one) =>
        isOwn(one) &&
        FLOORS.includes(room(one.from)) &&
        !LEAVES.includes(room(one.from)) &&
        FLOORS.indexOf(room(one.to)) > FLOORS.indexOf(room(one.from)),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['js-yaml', /^yaml\//],
    ['ajv', /^schema\//],
    ['diff', /^fix\//],
    ['get-east-asian-width', /^report\/text\/width\.ts$/],
    ['chalk', /^report\/text\/style\.ts$/],
    ['@oclif/core', /^commands\//],
    ['@grpc/grpc-js', /^runtime\/cri\/grpc-client\.ts$/],
    ['protobufjs', /^runtime\/cri\/grpc-client\.ts$/],
    ['node:', /^(main\.ts|commands\/|node\/host\/|runtime\/)/],
  ])('lets only its own room import %s', (name, allowed) => {
    const users = imports.filter(({ to, typeOnly }) => to.startsWith(name) && !typeOnly);
    expect(users.filter(({ from }) => !allowed.test(from))).toEqual([]);
  });

  it('keeps what runs in a browser free of the hosts that need Node.js', () => {
    const browser = ['manifest', 'directory', 'lint', 'settings', 'answers', 'report', 'checks', ...LEAVES];
    const wrong = imports.filter(
      ({ from, to }) =>
        browser.includes(room(from)) && /^node\/host\/(machine-host|root-host|operating-system)/.test(to),
    );
    expect(wrong).toEqual([]);
  });

  it('lets no file grow without limit', () => {
    const long = files.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 450);
    expect(long).toEqual([]);
  });
});
