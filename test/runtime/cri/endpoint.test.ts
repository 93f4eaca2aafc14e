import { describe, expect, it } from 'vitest';
import { socketOf } from '../../../src/runtime/cri/endpoint.ts';

describe('an endpoint', () => {
  // As GetAddressAndDialer of k8s.io/cri-client 0.37.1 answers.
  it.each([
    ['unix:///run/containerd/containerd.sock', '/run/containerd/containerd.sock'],
    ['/run/crio/crio.sock', '/run/crio/crio.sock'],
    ['unix:/run/x.sock', '/run/x.sock'],
    ['UNIX:///run/x.sock', '/run/x.sock'],
    ['unix://run/x.sock', '/x.sock'],
    ['unix:///run/a%20b.sock?x#y', '/run/a b.sock'],
    ['unix:////run/x.sock', '//run/x.sock'],
    ['//run/x.sock', '//run/x.sock'],
    ['run/x.sock', '/x.sock'],
    ['/run/a b.sock', '/run/a b.sock'],
  ])('leads to a socket: %s', (endpoint, path) => {
    expect(socketOf(endpoint)).toEqual({ ok: true, path });
  });

  it.each([
    ['tcp://127.0.0.1:1'],
    ['npipe:////./pipe/x'],
    ['http://x/y'],
    [''],
    ['unix://'],
    ['unix:x'],
    ['/a%zz'],
  ])('leads nowhere: %j', (endpoint) => {
    expect(socketOf(endpoint).ok).toBe(false);
  });
});
