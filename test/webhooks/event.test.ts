import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEvent, parseHandshake } from '../../src/webhooks/event.js';
import { changeOf, expiryOf, isFresh, MAX_AGE_MS } from '../../src/webhooks/webhook-receiver.js';
import { pageEvent } from '../support/notion/webhook-events.js';

const WORKSPACE = '11111111-1111-4111-8111-111111111111';
const ENTITY = '44444444-4444-4444-8444-444444444444';
const PARENT = '55555555-5555-4555-8555-555555555555';

/** The objects whose reads are dropped. */
function changed(over: Readonly<Record<string, unknown>>): readonly string[] | 'nothing' | 'malformed' {
  const event = parseEvent(pageEvent(over));
  return event === undefined ? 'malformed' : (changeOf(event)?.objectIds ?? 'nothing');
}

describe('what an event drops', () => {
  it.each<[string, Readonly<Record<string, unknown>>, ReturnType<typeof changed>]>([
    ['a page that was edited', { type: 'page.content_updated' }, [ENTITY]],
    ['a page that was moved', { type: 'page.moved' }, [ENTITY]],
    ['a page that was deleted', { type: 'page.deleted' }, [ENTITY]],
    [
      'an id without dashes, in capitals',
      { entity: { id: ENTITY.replaceAll('-', '').toUpperCase(), type: 'page' } },
      [ENTITY],
    ],
    [
      'columns, and the database that lists them',
      {
        type: 'data_source.schema_updated',
        entity: { id: ENTITY, type: 'data_source' },
        data: { parent: { id: PARENT, type: 'database' } },
      },
      [ENTITY, PARENT],
    ],
    [
      'columns whose database is not told',
      { type: 'data_source.content_updated', entity: { id: ENTITY, type: 'data_source' }, data: {} },
      [ENTITY],
    ],
    ['a database', { type: 'database.moved', entity: { id: ENTITY, type: 'database' } }, [ENTITY]],
    [
      'a person, and the list of people',
      { type: 'user.updated', entity: { id: ENTITY, type: 'user' } },
      [ENTITY, ''],
    ],
    [
      'a comment, by its page',
      {
        type: 'comment.created',
        entity: { id: ENTITY, type: 'comment' },
        data: { page_id: PARENT, parent: { id: PARENT, type: 'page' } },
      },
      [PARENT],
    ],
    [
      'a comment on a block, by the page that holds it and by the block',
      {
        type: 'comment.updated',
        entity: { id: ENTITY, type: 'comment' },
        data: { page_id: PARENT, parent: { id: WORKSPACE, type: 'block' } },
      },
      [PARENT, WORKSPACE],
    ],
    [
      'a comment whose parent is its page',
      {
        type: 'comment.deleted',
        entity: { id: ENTITY, type: 'comment' },
        data: { parent: { id: PARENT, type: 'page' } },
      },
      [PARENT],
    ],
    [
      'a comment whose page is not told',
      {
        type: 'comment.created',
        entity: { id: ENTITY, type: 'comment' },
        data: { parent: { id: PARENT, type: 'block' } },
      },
      'nothing',
    ],
    ['a file', { type: 'file_upload.completed', entity: { id: ENTITY, type: 'file_upload' } }, 'nothing'],
    ['what Notion may send one day', { type: 'planet.exploded', entity: 7 }, 'nothing'],
    ['a page event without a page', { entity: undefined }, 'malformed'],
    ['an id that is none', { entity: { id: '../../etc', type: 'page' } }, 'malformed'],
    ['no workspace', { workspace_id: undefined }, 'malformed'],
    ['no id', { id: 1 }, 'malformed'],
    ['a time that is none', { timestamp: 'yesterday' }, 'malformed'],
    ['who sees it, told in another shape', { accessible_by: 'everybody' }, [ENTITY]],
  ])('%s', (_name, over, expected) => {
    expect(changed(over)).toEqual(expected);
  });

  it('names the workspace', () => {
    const event = parseEvent(pageEvent());
    expect(event && changeOf(event)?.workspaceId).toBe(WORKSPACE);
  });

  it('reads any JSON without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(parseEvent(body)).toBeUndefined();
        parseHandshake(body);
      }),
    );
  });
});

describe('a handshake', () => {
  it.each<[unknown, string | undefined]>([
    [{ verification_token: 'secret_0123456789abcdef' }, 'secret_0123456789abcdef'],
    [{ verification_token: 'short' }, undefined],
    [{ verification_token: `x${'0'.repeat(200)}` }, undefined],
    [{ verification_token: 'secret_with a space 0123456789' }, undefined],
    [{ verification_token: 'secret_\u001b[31m_0123456789' }, undefined],
    [{ verification_token: { $ne: '' } }, undefined],
    [['verification_token'], undefined],
    ['verification_token', undefined],
    [null, undefined],
  ])('%j', (body, expected) => {
    expect(parseHandshake(body)).toBe(expected);
  });
});

describe('the age of an event', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const at = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);

  it.each([
    ['now', 0, true],
    ['a day ago, as the last attempt of Notion', -24 * 3_600_000, true],
    ['so old that no attempt comes any more', -MAX_AGE_MS - 1, false],
    ['a minute ahead', 60_000, true],
    ['an hour ahead', 3_600_000, false],
  ])('%s', (_name, age, timely) => {
    expect(isFresh(at(age), now)).toBe(timely);
  });

  it('is too high before its id is forgotten', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_AGE_MS, max: 0 }), (age) => {
        expect(isFresh(at(age), expiryOf(at(age)))).toBe(false);
      }),
    );
  });
});
