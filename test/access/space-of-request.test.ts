import { describe, expect, it } from '@jest/globals';
import { property, assert, constantFrom, option, string } from 'fast-check';
import { spaceOfCaller, resolveSpace } from '../../src/access/space-of-request.js';
import { parsePersonId, parseSpaceId, spaceOfPerson, type SpaceId } from '../../src/ids.js';

function space(text: string): SpaceId {
  const id = parseSpaceId(text);
  if (id === undefined) {
    throw new Error(`${text} is no space id`);
  }
  return id;
}

const red = space('red');

describe('spaceOfRequest', () => {
  it.each([
    ['a key for one space, nothing named', red, [], { kind: 'space', spaceId: 'red' }],
    ['a key for one space, the same named', red, ['red'], { kind: 'space', spaceId: 'red' }],
    ['a key for one space, another named', red, ['blue'], { kind: 'foreign' }],
    ['a key for every space, nothing named', 'all', [], { kind: 'unnamed' }],
    ['a key for every space, one named', 'all', ['blue'], { kind: 'space', spaceId: 'blue' }],
    ['the same space named twice', 'all', ['blue', 'blue'], { kind: 'space', spaceId: 'blue' }],
    ['path and header disagree', 'all', ['blue', 'red'], { kind: 'foreign' }],
    ['no space id at all', 'all', ['../red'], { kind: 'foreign' }],
    ['an empty name', 'all', [''], { kind: 'foreign' }],
    ['the mark of all spaces', 'all', ['*'], { kind: 'foreign' }],
  ] as const)('%s', (_name, allowed, named, expected) => {
    expect(resolveSpace(allowed, named)).toEqual(expected);
  });

  it('never leads a key for one space to another', () => {
    const name = option(string(), { nil: undefined });
    assert(
      property(name, name, constantFrom('red', 'blue', undefined), (path, header, more) => {
        const found = resolveSpace(red, [path, header, more]);
        expect(found.kind === 'space' ? found.spaceId : red).toBe(red);
      }),
    );
  });
});

describe('spaceOfCaller', () => {
  const person = parsePersonId('11111111-1111-4111-8111-111111111111');
  const spaceId = person === undefined ? red : spaceOfPerson(person);
  const app = { kind: 'app', clientId: 'client-1', spaceId, scopes: ['notion:read'] } as const;

  it('gives an app the space of its person, and no space to a request that names one', () => {
    expect(spaceOfCaller(app, [undefined, undefined])).toEqual({ kind: 'space', spaceId });
    expect(spaceOfCaller(app, ['red'])).toEqual({ kind: 'foreign' });
    expect(spaceOfCaller(app, [spaceId])).toEqual({ kind: 'foreign' });
  });
});
