import { describe, expect, it } from 'vitest';
import { isMistypedPort } from '../../../src/checks/reading/near-name.ts';

describe('a port', () => {
  it.each(['6444', '6553', '6433', '643', '64443'])('%s was meant to be 6443', (port) =>
    expect(isMistypedPort(port, '6443')).toBe(true),
  );

  it.each(['6443', '443', '7443', '8443', '9443', '16443'])('%s is meant', (port) =>
    expect(isMistypedPort(port, '6443')).toBe(false),
  );
});
