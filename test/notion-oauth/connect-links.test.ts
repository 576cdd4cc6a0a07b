import { describe, expect, it } from '@jest/globals';
import { parseSpaceId, type SpaceId } from '../../src/ids.js';
import { ConnectLinks, type ConnectLink } from '../../src/notion-oauth/connect-links.js';

const [red, blue] = ['red', 'blue'].map((text) => parseSpaceId(text)) as [SpaceId, SpaceId];

interface World {
  now: number;
  started: number;
  readonly used: Set<string>;
  readonly links: ConnectLinks;
}

/** Links called after their space and number; a test says which of them were used. */
function world(): World {
  const used = new Set<string>();
  const state = { now: 0, started: 0, used };
  const start = async (space: SpaceId): Promise<ConnectLink> => {
    state.started += 1;
    const link = `${space}-${state.started}`;
    return { link, isOpen: async () => !used.has(link) };
  };
  const clock = { now: () => new Date(state.now), sleep: () => Promise.resolve() };
  return Object.assign(state, { links: new ConnectLinks(start, clock) });
}

describe('ConnectLinks', () => {
  it('hands out one link for each space until it is half as old as it may be', async () => {
    const given = world();
    expect(await given.links.linkFor(red)).toBe('red-1');
    expect(await given.links.linkFor(blue)).toBe('blue-2');
    given.now = 4 * 60_000;
    expect(await given.links.linkFor(red)).toBe('red-1');
    given.now = 6 * 60_000;
    expect(await given.links.linkFor(red)).toBe('red-3');
  });

  it('makes a new one once the old one was used', async () => {
    const given = world();
    expect(await given.links.linkFor(red)).toBe('red-1');
    given.used.add('red-1');
    expect(await Promise.all([given.links.linkFor(red), given.links.linkFor(red)])).toEqual([
      'red-2',
      'red-2',
    ]);
    expect(given.started).toBe(2);
  });

  it('does not keep a failure', async () => {
    let failing = true;
    const start = async (): Promise<ConnectLink> => {
      if (failing) {
        throw new Error('no database');
      }
      return { link: 'link', isOpen: async () => true };
    };
    const links = new ConnectLinks(start, { now: () => new Date(0), sleep: () => Promise.resolve() });
    await expect(links.linkFor(red)).rejects.toThrow('no database');
    failing = false;
    expect(await links.linkFor(red)).toBe('link');
  });
});
