import { describe, expect, it } from '@jest/globals';
import { parseSpaceId, type SpaceId } from '../../src/credentials/identifiers.js';
import { ConnectLinks } from '../../src/spaces/connect-links.js';

const [red, blue] = ['red', 'blue'].map((text) => parseSpaceId(text)) as [SpaceId, SpaceId];

function clockAt(time: { now: number }): { now(): Date; sleep(): Promise<void> } {
  return { now: () => new Date(time.now), sleep: () => Promise.resolve() };
}

describe('ConnectLinks', () => {
  it('hands out one link for each space until it is half as old as it may be', async () => {
    const time = { now: 0 };
    let started = 0;
    const links = new ConnectLinks(async (space) => `${space}-${(started += 1)}`, clockAt(time));
    expect(await links.linkFor(red)).toBe('red-1');
    expect(await links.linkFor(blue)).toBe('blue-2');
    time.now = 4 * 60_000;
    expect(await links.linkFor(red)).toBe('red-1');
    time.now = 6 * 60_000;
    expect(await links.linkFor(red)).toBe('red-3');
  });

  it('makes a new one once a connection was made with the old', async () => {
    let started = 0;
    const links = new ConnectLinks(async () => `link-${(started += 1)}`, clockAt({ now: 0 }));
    expect(await links.linkFor(red)).toBe('link-1');
    links.forget(red);
    expect(await links.linkFor(red)).toBe('link-2');
  });

  it('does not keep a failure', async () => {
    let failing = true;
    const links = new ConnectLinks(
      async () => {
        if (failing) {
          throw new Error('no database');
        }
        return 'link';
      },
      clockAt({ now: 0 }),
    );
    await expect(links.linkFor(red)).rejects.toThrow('no database');
    failing = false;
    expect(await links.linkFor(red)).toBe('link');
  });
});
