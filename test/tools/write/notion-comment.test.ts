import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const PAGE = 'Deploy guide';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const comment = (input: object, options: Parameters<WriteSandbox['call']>[2] = {}): Promise<string> =>
  notion.call('notion_comment', input, options);
const undo = (change?: string): Promise<string> => notion.call('notion_undo', { change });
const changeIn = (answer: string): string => /Change ([0-9a-f]{16})/.exec(answer)?.[1] ?? '';
const comments = () => notion.sandbox.workspace.comments;
const content = (): string => JSON.stringify(contentOf(notion.sandbox.workspace));
const idIn = (answer: string): string => /comment:[0-9a-f]{32}/.exec(answer)?.[0] ?? '';
const tokenIn = (answer: string): string => /"confirm":"([^"]+)"/.exec(answer)?.[1] ?? '';
const plain = (answer: string): string =>
  withoutIds(answer)
    .replaceAll(/comment:[0-9a-f]{32}/g, 'comment:ID')
    .replace(tokenIn(answer) === '' ? /(?!)/ : tokenIn(answer), 'TOKEN');
const somebody = (): string =>
  [...notion.sandbox.workspace.users.values()].find(({ name }) => name === 'Hana Sato')?.id ?? '';

describe('notion_comment', () => {
  it('comments on a page, and undo deletes that', async () => {
    const before = content();
    expect(plain(await comment({ on: PAGE, text: '**Please** read `main`.' }))).toMatchSnapshot();
    expect(comments().at(-1)?.text).toMatchObject([
      { content: 'Please', style: { bold: true } },
      { content: ' read ' },
      { content: 'main', style: { code: true } },
      { content: '.' },
    ]);
    expect(plain(await undo())).toMatchSnapshot();
    expect(content()).toBe(before);
  });

  it('finds the block of a quotation', async () => {
    const on = 'ADR 001: One queue per harbour';
    const answer = await comment({ on, quote: 'Each harbour gets its own queue', text: 'Why?' });
    expect(plain(answer)).toMatchSnapshot();
    const { parent } = comments().at(-1) ?? {};
    expect(parent?.kind).toBe('block');
    expect(JSON.stringify(notion.sandbox.workspace.blocks.get(parent?.id ?? ''))).toContain(
      'gets its own queue',
    );
    await expect(comment({ on, quote: 'harbour', text: 'Which?' })).rejects.toThrow('The text is in');
  });

  it('answers a discussion, and an answered comment is not undone', async () => {
    const before = comments().length;
    const made = await comment({ on: PAGE, text: 'One' });
    const { discussionId = '' } = comments().at(-1) ?? {};
    const answer = await comment({ on: `discussion:${discussionId.replaceAll('-', '')}`, text: 'Two' });
    expect(plain(answer)).toMatchSnapshot();
    expect(comments().at(-1)).toMatchObject({ discussionId, parent: { kind: 'page' } });
    const first = comments().at(-2)?.id ?? '';
    const edited = await comment({ on: `comment:${first}`, text: 'One, edited' });
    expect(plain(edited)).toMatchSnapshot();
    expect(comments().at(-2)?.text).toMatchObject([{ content: 'One, edited' }]);
    expect(plain(await undo(changeIn(edited)))).toMatchSnapshot();
    expect(comments().at(-2)?.text).toMatchObject([{ content: 'One' }]);
    expect(await undo(changeIn(made))).toContain('Somebody has answered it');
    expect(comments()).toHaveLength(before + 2);
  });

  it('mentions people, and says that they are notified', async () => {
    const answer = await comment({
      on: PAGE,
      text: `Ask <mention-user url="user://${somebody()}"/> today`,
      dry_run: true,
    });
    expect(answer).toContain('Notion notifies 1 person of it.');
    expect(comments().some(({ author }) => author === notion.sandbox.workspace.botId)).toBe(false);
  });

  it('deletes its own once that is confirmed', async () => {
    const on = idIn(await comment({ on: PAGE, text: 'Old' }));
    const before = comments().length;
    await expect(comment({ on, delete: true })).rejects.toThrow('this has to be confirmed');
    const rehearsal = await comment({ on, delete: true, dry_run: true });
    expect(plain(rehearsal)).toMatchSnapshot();
    expect(comments()).toHaveLength(before);
    expect(plain(await comment({ on, delete: true, confirm: tokenIn(rehearsal) }))).toMatchSnapshot();
    expect(comments()).toHaveLength(before - 1);
  });

  it.each([
    [{ on: PAGE }, 'The comment has no text.'],
    [{ on: PAGE, text: ' \n' }, 'The comment is empty.'],
    [{ on: 'discussion:abc', text: 'x' }, 'is no id of a discussion or comment'],
    [{ on: PAGE, text: 'x', delete: true }, 'A comment that is deleted gets no text.'],
    [{ on: PAGE, delete: true }, 'Only a comment can be deleted.'],
    [{ on: PAGE, text: 'x', quote: 'no such words' }, 'The text is in no block of the page.'],
    [{ on: 'comment:00000000000000000000000000000001', text: 'x' }, 'There is no such comment'],
    [{ on: 'No such page', text: 'x' }, 'title'],
  ])('refuses %j', async (input, problem) => {
    await expect(comment(input)).rejects.toThrow(problem);
    expect(notion.writes()).toEqual([]);
  });

  it("leaves other people's comments", async () => {
    const other = comments().find(({ author }) => author !== notion.sandbox.workspace.botId)?.id ?? '';
    await expect(comment({ on: `comment:${other}`, text: 'x' })).rejects.toThrow("somebody else's");
  });

  it("tells Notion's error", async () => {
    notion.sandbox.failNext(
      { kind: 'refused', status: 403, code: 'restricted_resource' },
      1,
      /^POST \/v1\/comments$/,
    );
    await expect(comment({ on: PAGE, text: 'x' })).rejects.toThrow('insert comments');
  });

  it.each([
    ['saved', true, ['POST /v1/comments 500']],
    ['not saved', false, ['POST /v1/comments 500', 'POST /v1/comments 200']],
  ])('looks after a lost answer that was %s', async (_name, saved, sent) => {
    const before = comments().length;
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^POST \/v1\/comments$/);
    expect(await comment({ on: PAGE, text: 'Only once' })).toContain('Commented on');
    expect([comments().length - before, notion.writes()]).toEqual([1, sent]);
  });

  it('says that an answer to a discussion may be there', async () => {
    await comment({ on: PAGE, text: 'One' });
    const { discussionId = '' } = comments().at(-1) ?? {};
    notion.writes();
    notion.sandbox.failNext({ kind: 'internal_server_error', saved: true }, 1, /^POST \/v1\/comments$/);
    await expect(comment({ on: `discussion:${discussionId}`, text: 'Two' })).rejects.toThrow(
      'It is not known whether Notion has saved',
    );
    expect(notion.writes()).toEqual(['POST /v1/comments 500']);
  });

  it.each([
    ['saved', true, ['POST /v1/comments 500']],
    ['not saved', false, ['POST /v1/comments 500', 'POST /v1/comments 200']],
  ])('looks after an answer to a discussion of a known place that was %s', async (_name, saved, sent) => {
    await comment({ on: PAGE, text: 'One' });
    const { discussionId = '', parent } = comments().at(-1) ?? {};
    const on = `discussion:${discussionId}@${parent?.id}`;
    notion.writes();
    const before = comments().length;
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^POST \/v1\/comments$/);
    expect(await comment({ on, text: 'Two' })).toContain('Commented on the discussion');
    expect([comments().length - before, notion.writes()]).toEqual([1, sent]);
  });

  it('proves nothing about a discussion at a place where it is not', async () => {
    await comment({ on: PAGE, text: 'One' });
    const { discussionId = '' } = comments().at(-1) ?? {};
    const elsewhere = [...notion.sandbox.workspace.pages.keys()].find(
      (id) => id !== comments().at(-1)?.parent.id && comments().every(({ parent }) => parent.id !== id),
    );
    const on = `discussion:${discussionId}@${elsewhere ?? ''}`;
    notion.sandbox.failNext({ kind: 'internal_server_error', saved: true }, 1, /^POST \/v1\/comments$/);
    await expect(comment({ on, text: 'Two' })).rejects.toThrow('It is not known whether Notion has saved');
    expect(comments().filter(({ text }) => JSON.stringify(text).includes('Two'))).toHaveLength(1);
  });

  it('keeps to WRITE_ROOTS', async () => {
    const page = [...notion.sandbox.workspace.pages.values()].find(({ values }) =>
      JSON.stringify([...values.values()]).includes('Architecture records'),
    );
    await notion.close();
    notion = await startWriteSandbox({ roots: [page?.id.replaceAll('-', '') ?? ''] });
    await expect(comment({ on: PAGE, text: 'x' })).rejects.toThrow(
      'outside of the pages that may be changed',
    );
    expect(notion.writes()).toEqual([]);
    expect(await comment({ on: 'ADR 001: One queue per harbour', text: 'x' })).toContain('Commented on');
  });
});
