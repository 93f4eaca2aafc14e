import { expect, test } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: web}]}\n';
const SERVICE = 'apiVersion: v1\nkind: Service\n';

const linked = (files: Parameters<typeof memoryHost>[0]) =>
  findingsOn(memoryHost(files), '/m')
    .filter(({ ruleId }) => ruleId === 'symlink-target-unwatched')
    .map(({ location, message }) => `${location?.file} ${message.split(':')[0]}`);

test('a symlink to a file elsewhere, also over others and also where it is refused', () => {
  expect(
    linked({
      'srv/web.yaml': POD,
      'srv/latest': { link: 'web.yaml' },
      'srv/service.yaml': SERVICE,
      'm/web.yaml': { link: '../srv/latest' },
      'm/service.yaml': { link: '/srv/service.yaml' },
    }),
  ).toEqual([
    '/m/service.yaml this is a symlink to "/srv/service.yaml"',
    '/m/web.yaml this is a symlink to "/srv/web.yaml"',
  ]);
});

test('but not one within the directory, nor one that leads to no file', () => {
  const files = { 'm/web.yaml': POD, 'm/z.yaml': { link: 'web.yaml' }, 'm/a.yaml': { link: 'none' } };
  expect(linked({ ...files, 'm/d': { link: '/srv' }, 'srv/x': '' })).toEqual([]);
});
