import { request, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { guardedFetch } from '../../../src/http/fetch/guarded-fetch.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';
import { startTestServer, type TestServer } from '../../support/servers/test-server.js';

const PUBLIC = '93.184.215.14';
/** More than Notion takes in one part. */
const LARGE_BYTES = 20_000_001;

let web: TestServer;
let asked: string[];
let notion: WriteSandbox;

beforeEach(async () => {
  asked = [];
  web = await startTestServer(({ url = '', headers }, response) => {
    asked.push(`${url} ${headers.authorization ?? 'without a token'}`);
    if (url === '/moved.png') {
      response.writeHead(302, { location: 'https://files.example/photos/Tram%20at%20night.png' }).end();
    } else if (url === '/inside.png') {
      response.writeHead(302, { location: 'https://127.0.0.1/secret.png' }).end();
    } else {
      response.end(url === '/large.zip' ? Buffer.alloc(LARGE_BYTES) : 'the bytes');
    }
  });
  const { port } = web;
  notion = await startWriteSandbox({
    // Only the network is another one: names lead to a public address, and its connection to this server.
    fetchPublic: guardedFetch({
      maxBytes: 50_000_000,
      timeoutMilliseconds: 60_000,
      resolve: () => Promise.resolve([PUBLIC]),
      open: ({ pathname }, address, signal): Promise<IncomingMessage> => {
        expect(address).toBe(PUBLIC);
        return new Promise((resolve, reject) => {
          request({ host: '127.0.0.1', port, path: pathname, signal })
            .once('response', resolve)
            .once('error', reject)
            .end();
        });
      },
    }),
  });
});

afterEach(async () => {
  await notion.close();
  await web.close();
});

const upload = (url: string, more: object = {}): Promise<string> =>
  notion.call('notion_upload_file', {
    to: 'Document the passenger counter',
    as: 'Attachments',
    url: `https://files.example${url}`,
    ...more,
  });

describe('a file from the web', () => {
  it('is fetched without a token and attached under the name in its address', async () => {
    const answer = await upload('/moved.png');
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(asked).toEqual(['/moved.png without a token', '/photos/Tram%20at%20night.png without a token']);
    expect(notion.writes()).toEqual([
      'POST /v1/file_uploads 200',
      'POST /v1/file_uploads/{file_upload_id}/send 200',
      'PATCH /v1/pages/{page_id} 200',
    ]);
    const [stored] = [...notion.sandbox.workspace.uploads.values()];
    expect(String(notion.sandbox.workspace.files.get(stored?.filename ?? '')?.bytes())).toBe('the bytes');
  });

  it('goes to Notion in parts where it is large, and is shown as a block', async () => {
    notion.sandbox.workspace.maxUploadBytes = 1_000_000_000;
    await upload('/large.zip', { as: 'block' });
    expect(notion.writes()).toEqual([
      'POST /v1/file_uploads 200',
      ...Array.from({ length: 3 }, () => 'POST /v1/file_uploads/{file_upload_id}/send 200'),
      'POST /v1/file_uploads/{file_upload_id}/complete 200',
      'PATCH /v1/blocks/{block_id}/children 200',
    ]);
    expect(notion.sandbox.workspace.files.get('large.zip')?.bytes()).toHaveLength(LARGE_BYTES);
  });

  it('is not fetched where its host leads to this machine', async () => {
    await expect(upload('/inside.png')).rejects.toThrow('cannot be fetched');
    expect(asked).toEqual(['/inside.png without a token']);
    expect(notion.writes()).toEqual([]);
  });
});
