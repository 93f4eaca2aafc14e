import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { settingsSearch } from '../../src/settings/find-settings.ts';

const search = settingsSearch(
  memoryHost({
    '/home/.spctl.yaml': '',
    '/home/repo/.git/HEAD': '',
    '/home/repo/a/b/pod.yaml': '',
    '/home/repo/s/.spctl.yaml': '',
    '/home/repo/s/t/pod.yaml': '',
    '/home/plain/pod.yaml': '',
    '/home/tree/.git': 'gitdir: elsewhere',
    '/home/tree/.spctl.yaml': '',
    '/srv/pod.yaml': '',
  }),
);

describe('the search for settings', () => {
  it('finds a symlink that leads nowhere, and tells of another name', () => {
    const told: string[] = [];
    const host = memoryHost({
      '/r/.git/HEAD': '',
      '/r/.spctl.yml': '',
      '/r/a/x': '',
      '/r/b/.spctl.yaml': { link: 'no' },
    });
    const find = settingsSearch(host, (path) => told.push(path));
    expect(find('/r/b')).toBe('/r/b/.spctl.yaml');
    expect(told).toEqual([]);
    expect([find('/r/a'), find('/r')]).toEqual([null, null]);
    expect(told).toEqual(['/r/.spctl.yml']);
  });

  it.each([
    ['/home/repo/s/t/pod.yaml', '/home/repo/s/.spctl.yaml'],
    ['/home/repo/s/t', '/home/repo/s/.spctl.yaml'],
    ['/home/repo/s', '/home/repo/s/.spctl.yaml'],
    ['/home/repo/s/no/such/file', '/home/repo/s/.spctl.yaml'],
    // Not beyond the repository.
    ['/home/repo/a/b/pod.yaml', null],
    ['/home/repo', null],
    ['/home/tree/x', '/home/tree/.spctl.yaml'],
    // No repository: up to the root.
    ['/home/plain/pod.yaml', '/home/.spctl.yaml'],
    ['/srv/pod.yaml', null],
    ['/', null],
  ])('from %s: %s', (path, found) => {
    expect(search(path)).toBe(found);
    expect(search(path)).toBe(found);
  });
});
