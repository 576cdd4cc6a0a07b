import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentOf } from '../../../src/sandbox/content-of-workspace.js';
import { engineeringWorkspace } from '../../../src/sandbox/seed/engineering-workspace.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import { stableId } from '../../../src/sandbox/ids.js';
import { call } from '../call.js';
import { NOW, startWritten } from './written.js';
import type { Json, Written } from './written.js';

let to: Written;
let page: string;

beforeEach(async () => {
  to = await startWritten();
  const markdown = 'Alpha\n- one\n- two\n\t- deep\n- [ ] open\nOmega';
  page = (await to.done('POST /v1/pages', { parent: { page_id: to.pageId }, markdown })).id;
});

afterEach(async () => {
  await to.close();
});

const edit = (type: string, command: Record<string, unknown>) => ({ type, [type]: command });
const update = (...pairs: readonly (readonly [string, string])[]) =>
  edit('update_content', {
    content_updates: pairs.map(([before, after]) => ({ old_str: before, new_str: after })),
  });
const send = async (body: unknown): Promise<string> =>
  (await to.done(`PATCH /v1/pages/${page}/markdown`, body)).markdown;
const refused = async (body: unknown): Promise<string> =>
  (await to.refused(`PATCH /v1/pages/${page}/markdown`, body)).message;
const ids = async (): Promise<string[]> =>
  (await to.done(`GET /v1/blocks/${page}/children`)).results.map(({ id }) => id);

describe('update_content', () => {
  it('changes one place, and no block but the one that it is in', async () => {
    const before = await ids();
    expect(await send(update(['two', '**2**'], ['Omega', 'The end']))).toBe(
      'Alpha\n- one\n- **2**\n\t- deep\n- [ ] open\nThe end',
    );
    expect(await ids()).toEqual(before);
  });

  it.each([
    [[['nothing', 'x']], /No match/],
    [[['o', 'x']], /Found \d+ matches/],
    [[['', 'x']], /old_str should be a non-empty string/],
    [
      [
        ['Alpha', 'Beta'],
        ['nothing', 'x'],
      ],
      /No match/,
    ],
  ] as const)('%p is refused, and nothing is changed', async (pairs, message) => {
    const before = contentOf(to.workspace);
    expect(await refused(update(...pairs))).toMatch(message);
    expect(contentOf(to.workspace)).toEqual(before);
  });

  it('changes every place where asked to, and skips a pair that changes nothing', async () => {
    const pair = { old_str: 'e', new_str: 'E', replace_all_matches: true };
    const nothing = { old_str: 'not there', new_str: 'not there' };
    expect(await send(edit('update_content', { content_updates: [nothing, pair] }))).toBe(
      'Alpha\n- onE\n- two\n\t- dEEp\n- [ ] opEn\nOmEga',
    );
  });

  it('removes a block whose line is removed, and keeps the others', async () => {
    const before = await ids();
    await send(update(['- one\n', '']));
    expect(await ids()).toEqual(before.toSpliced(1, 1));
  });
});

describe('insert_content', () => {
  it('adds at the end, where a line break leaves an empty block for the next answer', async () => {
    const added = await send(edit('insert_content', { content: '## More\n\n\n- last\n' }));
    expect(added.endsWith('Omega\n## More\n- last')).toBe(true);
    expect((await to.markdown(page)).endsWith('- last\n<empty-block/>')).toBe(true);
  });

  it('adds at the start', async () => {
    const added = await send(edit('insert_content', { content: 'First', position: { type: 'start' } }));
    expect(added.startsWith('First\nAlpha\n')).toBe(true);
  });

  it.each([
    ['- [ ] open\n', 'Alpha\n- one\n- two\n\t- deep\n- [ ] open\nNew\nOmega'],
    ['two', 'Alpha\n- one\n- two\n\t- deep\nNew\n- [ ] open\nOmega'],
    ['deep', 'Alpha\n- one\n- two\n\t- deep\n\tNew\n- [ ] open\nOmega'],
    ['Al...- one', 'Alpha\n- one\nNew\n- two\n\t- deep\n- [ ] open\nOmega'],
  ])('adds after %p', async (after, expected) => {
    const before = await ids();
    expect(await send(edit('insert_content', { content: 'New', after }))).toBe(expected);
    expect((await ids()).filter((id) => before.includes(id))).toEqual(before);
  });

  it('takes either a place or a text', async () => {
    const both = edit('insert_content', { content: 'x', after: 'two', position: { type: 'end' } });
    expect(await refused(both)).toMatch(/position should be not present/);
  });
});

it('replace_content_range replaces from the first to the last words', async () => {
  const range = { content: '1. item', content_range: '- one...open', allow_deleting_content: true };
  expect(await send(edit('replace_content_range', range))).toBe('Alpha\n1. item\nOmega');
});

describe('replace_content', () => {
  it('keeps the blocks that it leaves', async () => {
    const before = await ids();
    await send(edit('replace_content', { new_str: 'New\nAlpha\n- one\n- two\n\t- deeper' }));
    expect((await ids()).slice(1)).toEqual(before.slice(0, 3));
    expect(await to.markdown(page)).toBe('New\nAlpha\n- one\n- two\n\t- deeper');
  });

  it('protects child pages and databases, and nothing else', async () => {
    const child = await to.done('POST /v1/pages', { parent: { page_id: page }, markdown: '# Child' });
    const replace = { new_str: 'Gone' };
    expect(await refused(edit('replace_content', replace))).toContain(`"Child" (${child.id})`);
    await send(edit('replace_content', { ...replace, allow_deleting_content: true }));
    expect(await to.done(`GET /v1/pages/${child.id}`)).toMatchObject({ in_trash: true });
  });

  it('moves a child page to where its tag stands', async () => {
    const child = await to.done('POST /v1/pages', { parent: { page_id: page }, markdown: '# Child\nText' });
    const tag = (await to.markdown(page)).split('\n').at(-1) ?? '';
    await send(edit('replace_content', { new_str: `${tag}\nAlpha` }));
    expect((await ids())[0]).toBe(child.id);
    expect(await to.markdown(child.id)).toBe('Text');
  });

  it('of a text that was just read changes nothing, whatever the page holds', async () => {
    const workspace = engineeringWorkspace({ now: NOW });
    const sandbox = await startSandbox({ workspace });
    const before = contentOf(workspace);
    for (const { id } of [...workspace.pages.values()].filter(
      (each) => !each.hidden && each.children.length < 200,
    )) {
      const read = await call(sandbox, `GET /v1/pages/${id}/markdown`);
      if (read.status === 200) {
        const { markdown } = read.body as Json;
        const body = edit('replace_content', { new_str: markdown });
        const answer = await call(sandbox, `PATCH /v1/pages/${id}/markdown`, body);
        expect([answer.status, (answer.body as Json).markdown]).toEqual([200, markdown]);
      }
    }
    expect(contentOf(workspace)).toEqual(before);
    await sandbox.close();
  });
});

it('markdown becomes blocks of every type and reads the same again', async () => {
  const workspace = engineeringWorkspace({ now: NOW });
  const sandbox = await startSandbox({ workspace });
  const everything = stableId('page:everything');
  const { markdown } = (await call(sandbox, `GET /v1/pages/${everything}/markdown`)).body as Json;
  const own = markdown
    .split('\n')
    .filter((line) => !/<(page|database|unknown)\b/.test(line))
    .join('\n')
    .replace(/<synced_block[\s\S]*$/, '');
  const made = (
    await call(sandbox, 'POST /v1/pages', {
      parent: { page_id: everything },
      properties: { title: [{ text: { content: 'Copy' } }] },
      markdown: own,
    })
  ).body as Json;
  const read = ((await call(sandbox, `GET /v1/pages/${made.id}/markdown`)).body as Json).markdown;
  expect(read).toBe(own.trimEnd());
  await sandbox.close();
});

describe('text as models write it', () => {
  it.each([
    [String.raw`a\nb`, String.raw`a\\nb`],
    ['**b** *i* ~~s~~ `c` [l](https://e.org/(x))', '**b** *i* ~~s~~ `c` [l](https://e.org/(x))'],
    ['2 * 3 and **open', String.raw`2 \* 3 and \*\*open`],
    ['# A\n##### B', '# A\n#### B'],
    ['> [!NOTE]\n\n\n\ntext', String.raw`> \[!NOTE\]` + '\ntext'],
    ['$`x^2`$ <br>b', '$`x^2`$ <br>b'],
    [
      '<callout icon="💡" color="red_bg">\n\tHi\n\t- a\n</callout>',
      '<callout icon="💡" color="red_bg">\n\tHi\n\t- a\n</callout>',
    ],
    ['text {color="green"}', 'text {color="green"}'],
    ['<b>x</b>', String.raw`\<b\>x\</b\>`],
    ['```ts\na\n\n\tb\n```', '```ts\na\n\n\tb\n```'],
  ])('%p', async (given, read) => {
    const made = await to.done('POST /v1/pages', {
      parent: { page_id: to.pageId },
      properties: { title: [{ text: { content: 'T' } }] },
      markdown: given,
    });
    expect(await to.markdown(made.id)).toBe(read);
  });
});

describe('asynchronous edits', () => {
  const later = { ...update(['two', 'three']), allow_async: true };

  it('succeed later', async () => {
    const reply = await to.send(`PATCH /v1/pages/${page}/markdown`, later);
    const task = reply.body as Json;
    expect([reply.status, task]).toEqual([
      202,
      expect.objectContaining({ object: 'async_task', status: 'queued', poll_after_seconds: 2 }),
    ]);
    expect(await to.done(`GET /v1/async_tasks/${task.id}`)).toMatchObject({
      status: 'succeeded',
      result: { object: 'page_markdown', markdown: expect.stringContaining('- three') },
    });
  });

  it('fail later', async () => {
    to.workspace.limits.taskDelay = 1;
    const body = { ...update(['nothing', 'x']), allow_async: true };
    const task = (await to.send(`PATCH /v1/pages/${page}/markdown`, body)).body as Json;
    expect(await to.done(`GET /v1/async_tasks/${task.id}`)).toMatchObject({ status: 'queued' });
    expect(await to.done(`GET /v1/async_tasks/${task.id}`)).toMatchObject({
      status: 'failed',
      error: { status: 400, code: 'validation_error' },
    });
  });

  it('are unknown to nobody but their connection', async () => {
    expect((await to.refused('GET /v1/async_tasks/task_1')).status).toBe(404);
  });
});
