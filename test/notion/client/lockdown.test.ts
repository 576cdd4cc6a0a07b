import type { PageObjectResponse, PropertyItemObjectResponse } from '@notionhq/client';
import { describe, expect, it } from '@jest/globals';
import { AccessError, CancelledError } from '../../../src/errors.js';
import {
  withoutForeignTitles,
  itemsWithoutForeignValues,
  withoutForeignValues,
} from '../../../src/notion/endpoints/foreign-values.js';
import { CallLockdown, type LockdownRule } from '../../../src/notion/client/lockdown.js';
import { COMPLETE } from '../../../src/notion/endpoints/list-page.js';
import type { NotionSession } from '../../../src/notion/session.js';
import { say } from '../../../src/text/words.js';

const NOBODY: LockdownRule = {
  members: false,
  bots: false,
  emails: new Set(),
  domains: new Set(),
  ids: new Set(),
};

interface Person {
  readonly id: string;
  readonly type: string;
  readonly person?: { readonly email?: string };
}

/** A session that lists these people, so many to a page, or fails to. */
function listing(people: readonly Person[], perPage = 100, failure?: Error): NotionSession {
  return {
    cached: (_kind: unknown, cursor: string) => {
      const from = Number(cursor);
      const next = from + perPage < people.length ? String(from + perPage) : undefined;
      return failure === undefined
        ? Promise.resolve({ ...COMPLETE, items: people.slice(from, from + perPage), nextCursor: next })
        : Promise.reject(failure);
    },
  } as unknown as NotionSession;
}

const person = (id: string, email?: string): Person => ({
  id,
  type: 'person',
  person: email === undefined ? {} : { email },
});
const by = (author?: string | null, editor = author): object => ({
  id: `${author}/${editor}`,
  ...(author === undefined ? {} : { created_by: author === null ? null : { id: author } }),
  ...(editor === undefined ? {} : { last_edited_by: editor === null ? null : { id: editor } }),
});

async function kept(rule: Partial<LockdownRule>, session: NotionSession, items: object[]): Promise<number> {
  return (await new CallLockdown({ ...NOBODY, ...rule }).keep(session, 'block', items)).length;
}

describe('who is inside', () => {
  it.each<[string, Partial<LockdownRule>, Person, boolean]>([
    ['a member', { members: true }, person('a'), true],
    ['a bot among members', { members: true }, { id: 'a', type: 'bot' }, false],
    ['a bot', { bots: true }, { id: 'a', type: 'bot' }, true],
    ['a person among bots', { bots: true }, person('a'), false],
    ['an address in another case', { emails: new Set(['a@b.example']) }, person('a', 'A@B.Example'), true],
    ['another address', { emails: new Set(['a@b.example']) }, person('a', 'xa@b.example'), false],
    ['a domain', { domains: new Set(['b.example']) }, person('a', 'a@b.example'), true],
    ['a domain below it', { domains: new Set(['b.example']) }, person('a', 'a@x.b.example'), false],
    [
      'a domain that ends like it',
      { domains: new Set(['b.example']) },
      person('a', 'a@evilb.example'),
      false,
    ],
    [
      'an address with the domain in its name',
      { domains: new Set(['b.example']) },
      person('a', '"@b.example"@evil.example'),
      false,
    ],
    ['nobody knows the address', { domains: new Set(['b.example']) }, person('a'), false],
  ])('%s', async (_who, rule, user, isInside) => {
    expect(await kept(rule, listing([user]), [by('a')])).toBe(isInside ? 1 : 0);
  });

  it('both who created it and who was the last to edit it', async () => {
    const session = listing([person('a')]);
    const items = [by('a'), by('a', 'x'), by('x', 'a'), by(null), by('a', null), by(undefined), {}];
    expect(await kept({ members: true }, session, items)).toBe(1);
  });

  it('of a comment, whoever wrote it', async () => {
    const lockdown = new CallLockdown({ ...NOBODY, members: true });
    const comments = [
      { id: '1', created_by: { id: 'a' } },
      { id: '2', created_by: { id: 'x' } },
      { id: '3' },
    ];
    expect(await lockdown.keep(listing([person('a')]), 'comment', comments)).toEqual([comments[0]]);
    expect(Object.fromEntries(lockdown.omitted)).toEqual({ comment: 2 });
  });

  it('not those behind the pages of members that are read', async () => {
    const people = Array.from({ length: 31 }, (_, at) => person(`p${at}`));
    expect(await kept({ members: true }, listing(people, 1), [by('p29'), by('p30')])).toBe(1);
  });

  it('only those listed by id, where the members cannot be read', async () => {
    const session = listing([], 1, new AccessError(say`No.`, say`Ask.`));
    const lockdown = new CallLockdown({ ...NOBODY, members: true, ids: new Set(['a']) });
    expect(await lockdown.keep(session, 'block', [by('a'), by('b')])).toHaveLength(1);
    expect(lockdown.isListUnread).toBe(true);
  });

  it('passes a cancellation on', async () => {
    const session = listing([], 1, new CancelledError());
    await expect(new CallLockdown(NOBODY).keep(session, 'block', [by('a')])).rejects.toThrow(CancelledError);
  });
});

it('counts each thing once', async () => {
  const lockdown = new CallLockdown(NOBODY);
  const session = listing([]);
  await lockdown.keep(session, 'page', [by('a')]);
  await lockdown.keep(session, 'row', [by('a'), by('b')]);
  expect(Object.fromEntries(lockdown.omitted)).toEqual({ page: 1, row: 1 });
});

describe('what Notion computed from words of other pages', () => {
  const text = { id: 'f', type: 'formula', formula: { type: 'string', string: 'others' } };
  const number = { id: 'n', type: 'formula', formula: { type: 'number', number: 5 } };
  const list = {
    id: 'r',
    type: 'rollup',
    rollup: { type: 'array', array: [{ type: 'title' }], function: 'show_original' },
  };
  const page = { id: 'p', properties: { text, number, list } } as unknown as PageObjectResponse;

  it('is left out and counted', () => {
    const lockdown = new CallLockdown(NOBODY);
    const session = { lockdown } as unknown as NotionSession;
    expect(withoutForeignValues(session, page).properties).toMatchObject({
      text: { formula: { string: null } },
      number,
      list: { rollup: { array: [] } },
    });
    const items = [text] as unknown as PropertyItemObjectResponse[];
    expect(itemsWithoutForeignValues(session, 'p/f', items, false)).toEqual([]);
    expect(
      itemsWithoutForeignValues(session, 'p/x', [number] as unknown as PropertyItemObjectResponse[], true),
    ).toEqual([]);
    expect(Object.fromEntries(lockdown.omitted)).toEqual({ 'computed value': 3 });
  });

  it('stays without lockdown', () => {
    expect(withoutForeignValues({} as NotionSession, page)).toBe(page);
  });
});

it('titles that mentions repeat are looked up like others, and addresses of web pages stay', () => {
  const mention = (type: string, more: object): object => ({
    type: 'mention',
    mention: { type, ...more },
    plain_text: 'Title',
  });
  expect(
    withoutForeignTitles({
      rich_text: [
        { type: 'text', plain_text: 'own' },
        mention('page', { page: { id: 'p' } }),
        mention('database', { database: { id: 'd' } }),
        mention('user', { user: { id: 'u' } }),
        mention('link_mention', {
          link_mention: { href: 'https://a.example/', title: 'Title', description: 'Words' },
        }),
      ],
    }),
  ).toEqual({
    rich_text: [
      { type: 'text', plain_text: 'own' },
      { ...mention('page', { page: { id: 'p' } }), plain_text: '' },
      { ...mention('database', { database: { id: 'd' } }), plain_text: '' },
      mention('user', { user: { id: 'u' } }),
      {
        type: 'mention',
        mention: { type: 'link_mention', link_mention: { href: 'https://a.example/' } },
        plain_text: 'https://a.example/',
      },
    ],
  });
});
