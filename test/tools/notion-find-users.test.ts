import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addGuest } from '../../src/sandbox/build/authors.js';
import { addPerson } from '../../src/sandbox/build/workspace-builder.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

describe('notion_find_users', () => {
  it('lists everybody with address, kind and id, people before bots', async () => {
    expect(await notion.call('notion_find_users')).toMatchSnapshot();
    expect(notion.requests()).toBe(1);
  });

  it.each([
    ['a surname', 'holt', ['Dmitri Holt', 'Ivar Holt']],
    ['a name without its accent', 'ELODIE', ['Élodie Marchetti']],
    ['parts in any order', 'sato han', ['Hana Sato']],
    ['a surname before a comma', 'Sato, Hana', ['Hana Sato']],
    ['a name in quotation marks', '"hana sato"', ['Hana Sato']],
    ['a part of an address', 'grace.ok', ['Grace Okafor']],
    ['a whole address', 'hana.sato@example.com', ['Hana Sato']],
    ['an address with its scheme', 'mailto:hana.sato@example.com', ['Hana Sato']],
    [
      'a name with its address, as mail programs write it',
      'Sato (Hana) <hana.sato@example.com>',
      ['Hana Sato'],
    ],
    ['letters of another script', 'فريد', ['Farid Nasser (فريد)']],
    ['a bot', 'reporter', ['Build reporter']],
  ])('finds by %s', async (_name, query, expected) => {
    const answer = await notion.call('notion_find_users', { query });
    const names = [...answer.matchAll(/^- (.*?)(?:, \S+@\S+)? \((?:person|bot), user:/gm)].map(
      ([, name]) => name,
    );
    expect(names).toEqual(expected);
    expect(answer).toContain('that is all');
  });

  it('does not speak of sharing where nobody has the id', async () => {
    const query = 'user://5e1d0c2b-3a49-4857-8669-788796a5b4c3';
    await expect(notion.call('notion_find_users', { query })).rejects.toMatchObject({
      argument: 'query',
      message: 'Notion knows no person or bot with this id in this workspace.',
    });
  });

  it('says that nobody matches, who may be meant and that guests are not listed', async () => {
    const answer = await notion.call('notion_find_users', { query: 'Hanna Sato' });
    expect(answer).toBe(
      'No member matching "Hanna Sato". Did you mean "Hana Sato"?\n\nNotion does not list guests.',
    );
  });

  it('finds a person by id or mention with one request, guests included', async () => {
    const [line = ''] =
      /user:\/\/[0-9a-f-]+/.exec(await notion.call('notion_find_users', { query: 'Hana Sato' })) ?? [];
    const guest = addGuest(notion.sandbox.workspace, 'Guest of Honour', null);
    for (const [query, name] of [
      [line, 'Hana Sato'],
      [line.slice('user://'.length), 'Hana Sato'],
      [`[Hana](${line})`, 'Hana Sato'],
      [guest, 'Guest of Honour'],
    ]) {
      notion.restart();
      const answer = await notion.call('notion_find_users', { query });
      expect(answer).toMatch(/^The person with this id\./);
      expect(answer).toContain(`- ${name}`);
      expect(notion.requests()).toBe(1);
    }
    await expect(
      notion.call('notion_find_users', { query: '00000000-0000-4000-8000-000000000009' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('finds @name as a mention is printed', async () => {
    expect(await notion.call('notion_find_users', { query: '@Hana Sato' })).toMatch(/^1 member matching/);
  });

  it.each(['me', '@me', ' @ Me '])('finds whom the connection acts for: %s', async (query) => {
    expect(await notion.call('notion_find_users', { query })).toMatch(
      /^Whom this connection acts for\.[\s\S]*\(person, user:\/\/[0-9a-f-]{36}\)/,
    );
  });

  it('finds nobody for a connection that acts for no person', async () => {
    const { workspace } = notion.sandbox;
    const { ownerId } = workspace;
    Object.assign(workspace, { ownerId: workspace.botId });
    notion.restart();
    await expect(notion.call('notion_find_users', { query: '@me' })).rejects.toThrow('acts for no person');
    Object.assign(workspace, { ownerId });
    notion.restart();
  });

  it('finds no one by punctuation alone', async () => {
    expect(await notion.call('notion_find_users', { query: '?!' })).toMatch(/^No member matching "\?!"\./);
  });

  it('refuses a query that is no name', async () => {
    await expect(notion.call('notion_find_users', { query: 'x'.repeat(201) })).rejects.toThrow(/200/);
  });

  it('tells that the connection is no longer accepted', async () => {
    notion.sandbox.failNext({ kind: 'unauthorized' });
    await expect(notion.call('notion_find_users')).rejects.toMatchObject({ name: 'ReconnectError' });
  });
});

it('shows a hundred members of a large workspace and counts the rest', async () => {
  const { workspace } = workspaceWith({});
  for (let number = 0; number < 130; number += 1) {
    addPerson(workspace, `Member ${number}`, `member${number}@example.com`);
  }
  const large = await startToolSandbox({ workspace });
  const answer = await large.call('notion_find_users', { query: 'member' });
  expect(answer).toMatch(/^130 members matching "member"; 30 omitted, use part of the name\./);
  expect(answer.match(/^- Member/gm)).toHaveLength(100);
  expect(large.requests()).toBe(2);
  await large.close();
});
