import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BlockRecord } from '../../../src/sandbox/model/block.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';
const TEXT = Buffer.from('A text.').toString('base64');

let folder: string;
let notion: WriteSandbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'uploads-'));
  await mkdir(join(folder, 'allowed'));
  await writeFile(join(folder, 'secret.txt'), 'outside');
  await writeFile(join(folder, 'allowed', 'plan.txt'), 'inside');
  await symlink(join(folder, 'secret.txt'), join(folder, 'allowed', 'link.txt'));
  await symlink(folder, join(folder, 'allowed', 'up'));
  notion = await startWriteSandbox({ uploadRoot: join(folder, 'allowed') });
});

afterEach(async () => {
  await notion.close();
  await rm(folder, { recursive: true });
});

const upload = (input: object): Promise<string> =>
  notion.call('notion_upload_file', { to: TASK, as: 'Attachments', ...input });

const SENT = [
  'POST /v1/file_uploads 200',
  'POST /v1/file_uploads/{file_upload_id}/send 200',
  'PATCH /v1/pages/{page_id} 200',
];

const SENT_AS_BLOCK = [
  'POST /v1/file_uploads 200',
  'POST /v1/file_uploads/{file_upload_id}/send 200',
  'PATCH /v1/blocks/{block_id}/children 200',
];

const lastBlock = (): BlockRecord => {
  const last = [...notion.sandbox.workspace.blocks.values()].at(-1);
  if (last === undefined) {
    throw new Error('There is no block.');
  }
  return last;
};

const changeIn = (answer: string): string => /^Change ([0-9a-f]{16})/m.exec(answer)?.[1] ?? '';

describe('notion_upload_file', () => {
  it.each(['Hello', 'Hello, world', 'a.txt'])('says that %j is no Base64', async (data) => {
    await expect(upload({ data, name: 'note.txt' })).rejects.toThrow('This is no Base64.');
    expect(notion.writes()).toEqual([]);
  });

  it.each(['url', 'path', 'data'])('takes a data: URL as bytes in %s', async (argument) => {
    const answer = await upload({ [argument]: `data:text/plain;base64,${TEXT}`, name: 'note.txt' });
    expect(answer).toContain('note.txt (7 bytes)');
    expect(notion.writes()).toEqual(SENT);
  });

  it('attaches bytes to a property, and detaches them', async () => {
    const answer = await upload({ data: TEXT, name: 'note.txt' });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(SENT);
    expect(withoutIds(await notion.call('notion_undo', { change: changeIn(answer) }))).toMatchSnapshot();
  });

  it.each(['icon', 'cover'])('attaches a file as %s, and detaches it', async (as) => {
    const data = Buffer.from('no real image').toString('base64');
    const answer = await upload({ as, data, name: 'tram.png' });
    expect(answer).toContain(`${as}: tram.png`);
    expect(await notion.call('notion_undo', { change: changeIn(answer) })).toContain('Undone: 1 page');
  });

  it('reads a file of the allowed folder', async () => {
    expect(await upload({ path: 'plan.txt' })).toContain('plan.txt');
    expect([...notion.sandbox.workspace.uploads.values()].map(({ filename }) => filename)).toEqual([
      'plan.txt',
    ]);
  });

  it.each(['link.txt', 'up/secret.txt', '../secret.txt', '/etc/hostname', 'missing.txt', '.', 'up'])(
    'reads nothing outside of it: %s',
    async (path) => {
      await expect(upload({ path, name: 'x.txt' })).rejects.toThrow('There is no such file below the folder');
      expect(notion.writes()).toEqual([]);
    },
  );

  it('reads no file where no folder is named', async () => {
    await notion.close();
    notion = await startWriteSandbox();
    await expect(upload({ path: 'plan.txt' })).rejects.toThrow('reads no files of its machine');
  });

  it.each(['http://127.0.0.1:1/a.txt', 'https://169.254.169.254/latest/meta.txt', 'https://localhost/a.txt'])(
    'fetches nothing that is not on the public internet: %s',
    async (url) => {
      await expect(upload({ url })).rejects.toThrow('cannot be fetched');
      expect(notion.writes()).toEqual([]);
    },
  );

  it('sends a large file in parts', async () => {
    await writeFile(join(folder, 'allowed', 'large.zip'), Buffer.alloc(20_000_001));
    notion.sandbox.workspace.maxUploadBytes = 1_000_000_000;
    await upload({ path: 'large.zip' });
    expect(notion.writes()).toEqual([
      'POST /v1/file_uploads 200',
      ...Array.from({ length: 3 }, () => 'POST /v1/file_uploads/{file_upload_id}/send 200'),
      'POST /v1/file_uploads/{file_upload_id}/complete 200',
      'PATCH /v1/pages/{page_id} 200',
    ]);
    expect(notion.sandbox.workspace.files.get('large.zip')?.bytes()).toHaveLength(20_000_001);
  });

  it('sends no file that is larger than the workspace takes', async () => {
    await writeFile(join(folder, 'allowed', 'large.zip'), Buffer.alloc(5_242_881));
    await expect(upload({ path: 'large.zip' })).rejects.toThrow('takes files of at most 5242880');
    expect(notion.writes()).toEqual([]);
  });

  it.each([
    [{ data: TEXT, name: 'note' }, /does not say what kind of file/],
    [{ data: '§', name: 'note.txt' }, /no Base64/],
    [{ data: TEXT, url: 'https://example.com/a.txt' }, /One file is uploaded at a time/],
    [{ data: TEXT, name: 'note.txt', as: 'Status' }, /holds no files/],
    [{ data: TEXT, name: 'note.txt', as: 'Atachments' }, /no property "Atachments"/],
  ])('refuses %j', async (input, problem) => {
    await expect(upload(input)).rejects.toThrow(problem);
    expect(notion.writes()).toEqual([]);
  });

  it('tells what Notion refuses', async () => {
    notion.sandbox.failNext(
      { kind: 'refused', status: 403, code: 'restricted_resource' },
      1,
      /file_uploads$/,
    );
    await expect(upload({ data: TEXT, name: 'note.txt' })).rejects.toThrow('"insert content"');
    expect(notion.writes()).toEqual(['POST /v1/file_uploads 403']);
  });

  it.each([true, false])('attaches once where the answer was lost: saved %s', async (saved) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^PATCH/);
    await upload({ data: TEXT, name: 'note.txt' });
    expect(notion.writes().filter((line) => line.startsWith('PATCH'))).toHaveLength(saved ? 1 : 2);
  });

  it.each([
    ['tram.png', 'image'],
    ['ride.mp4', 'video'],
    ['bell.mp3', 'audio'],
    ['plan.pdf', 'pdf'],
    ['rows.csv', 'file'],
  ])('shows %s as a block of the type %s, and an undo trashes it', async (name, type) => {
    const answer = await upload({ as: 'block', data: TEXT, name, caption: 'As *planned*' });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(SENT_AS_BLOCK);
    const added = lastBlock();
    expect(added.content).toMatchObject({ type, caption: [{ content: 'As *planned*' }] });
    expect(await notion.call('notion_undo', { change: changeIn(answer) })).toContain('to the trash');
    expect(notion.sandbox.workspace.trash.has(added.id)).toBe(true);
  });

  it.each(['icon', 'cover'])('takes no file that is no image as %s', async (as) => {
    await expect(
      notion.call('notion_upload_file', {
        to: 'On-call guide',
        as,
        data: 'aGk=',
        name: 'a.txt',
        dry_run: true,
      }),
    ).rejects.toThrow('An icon or cover is an image');
    expect(notion.writes()).toEqual([]);
  });

  it('puts a block after a heading', async () => {
    const page = 'Platform handbook';
    await notion.call('notion_add_content', { page, content: '## Photos\n\nBelow.' });
    notion.writes();
    const answer = await upload({
      to: page,
      as: 'Block',
      where: 'after: Photos',
      data: TEXT,
      name: 'tram.png',
    });
    expect(answer).toContain('image after "Photos": tram.png');
    expect(notion.writes()).toEqual(SENT_AS_BLOCK);
  });

  it.each([true, false])('adds one block where the answer was lost: saved %s', async (saved) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^PATCH/);
    await upload({ as: 'block', data: TEXT, name: 'tram.png' });
    expect(notion.writes().filter((line) => line.startsWith('PATCH'))).toHaveLength(saved ? 1 : 2);
  });

  it.each([
    [{ as: 'cover', caption: 'x' }, 'Only a block has a place and a caption'],
    [{ as: 'block', where: 'somewhere' }, 'is no place'],
  ])('refuses a place that cannot be: %j', async (input, problem) => {
    await expect(upload({ data: TEXT, name: 'tram.png', ...input })).rejects.toThrow(problem);
    expect(notion.writes()).toEqual([]);
  });

  it('adds no block outside of the pages that may be changed', async () => {
    await notion.close();
    notion = await startWriteSandbox({ roots: ['00000000-0000-4000-8000-000000000001'] });
    await expect(upload({ as: 'block', data: TEXT, name: 'tram.png' })).rejects.toThrow(
      'outside of the pages',
    );
    expect(notion.writes().filter((line) => line.startsWith('PATCH'))).toEqual([]);
  });

  it('sends nothing for a rehearsal', async () => {
    expect(await upload({ data: TEXT, name: 'note.txt', dry_run: true })).toContain('Nothing was uploaded.');
    expect(notion.writes()).toEqual([]);
  });
});
