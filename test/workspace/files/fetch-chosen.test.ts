import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { media } from '../../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { NotionSession } from '../../../src/notion/session.js';
import { fetchChosen, type Located } from '../../../src/workspace/files/fetch-chosen.js';
import { locateFile } from '../../../src/workspace/files/locate-file.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

let notion: ToolSandbox;
let session: NotionSession;
let page: string;

beforeEach(async () => {
  const workspace = createWorkspace();
  workspace.files.set('log.txt', { contentType: 'text/plain', bytes: () => Buffer.from('All calm.') });
  page = addPage(workspace, {
    title: 'Log',
    blocks: [media('file', { kind: 'hosted', name: 'log.txt' })],
  });
  notion = await startToolSandbox({ workspace });
  session = notion.connection.openSession({ signal: new AbortController().signal });
});
afterEach(() => notion.close());

async function locate(): Promise<Located> {
  const found = await locateFile(session, { page, file: undefined }, new LookupBudget(10));
  if (!('chosen' in found)) {
    throw new Error('There is not one file.');
  }
  return found;
}

describe('an address that has expired', () => {
  it('is read anew from the page, once', async () => {
    const located = await locate();
    notion.sandbox.expireFiles();
    const { bytes } = await fetchChosen(session, located, locate);
    expect(Buffer.from(bytes).toString()).toBe('All calm.');
    expect(notion.sandbox.fileRequests.map(({ status }) => status)).toEqual([403, 200]);
  });

  it('is given up where the new one does not work either', async () => {
    const located = await locate();
    notion.sandbox.expireFiles();
    const again = (): Promise<Located> => Promise.resolve(located);
    const error: unknown = await fetchChosen(session, located, again).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'FileGoneError',
      message: "The file's host does not give it: it is gone, or only for people who sign in there.",
    });
    expect(notion.sandbox.fileRequests.map(({ status }) => status)).toEqual([403, 403]);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/X-Amz|127\.0\.0\.1/);
  });
});
