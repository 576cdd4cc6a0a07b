import { deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, SANDBOX_TOKEN, type Sandbox } from '../../../src/sandbox/server.js';
import { clientKinds, closeClients, connectStdio } from '../../support/clients/mcp-clients.js';
import { cliPath, killAll, startCli } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
let page: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  const [found] = [...sandbox.workspace.pages].filter(([, { values }]) =>
    JSON.stringify([...values]).includes('Everything Notion can do'),
  );
  page = found?.[0] ?? '';
});
afterEach(async () => {
  await closeClients();
  killAll();
});
afterAll(() => sandbox.close());

const settings = (): Record<string, string> => ({
  NOTION_TOKEN: SANDBOX_TOKEN,
  NOTION_API_URL: sandbox.url,
});

/** A PDF of one line whose content is deflated, as in most files. It has no table of its objects: readers rebuild it. */
function compressedPdf(line: string): Uint8Array {
  const content = deflateSync(`BT /F1 12 Tf 72 720 Td (${line}) Tj ET`);
  const font = '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>';
  return Buffer.concat([
    Buffer.from(
      [
        '%PDF-1.4',
        '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj',
        '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj',
        `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources ${font} /Contents 4 0 R >>\nendobj`,
        `4 0 obj\n<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`,
      ].join('\n'),
    ),
    content,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n'),
  ]);
}

describe('the built program', () => {
  it.each(clientKinds)('hands a %s client an image that it can open', async (kind) => {
    const client = await connectStdio(kind, { command: process.execPath, args: [cliPath], env: settings() });
    const { text, images, isError } = await client.callTool('notion_read_file', {
      page,
      file: 'chart of the bay.png',
    });
    expect({ text, isError }).toEqual({
      text: expect.stringMatching(/scaled down to 1568 × 1045[\s\S]*\nimage$/),
      isError: false,
    });
    const [image] = images ?? [];
    expect(image?.mime).toBe('image/png');
    // The size as the header of a PNG file states it.
    const header = Buffer.from(image?.bytes ?? []);
    expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([1568, 1045]);
  });

  it('reads tables and PDF files on its threads', async () => {
    const client = await connectStdio('v1', { command: process.execPath, args: [cliPath], env: settings() });
    const read = async (file: string): Promise<string> =>
      (await client.callTool('notion_read_file', { page, file })).text;
    expect(await read('fares.csv')).toContain('Turku – Stockholm,29.50,52.00,7.50');
    expect(await read('timetable.pdf')).toContain('Boarding closes 20 minutes before departure.');
  });

  it('reads a compressed PDF on a thread that has no inflater of the runtime', async () => {
    const { files } = sandbox.workspace;
    const before = new Map(files);
    files.set('timetable.pdf', {
      contentType: 'application/pdf',
      bytes: () => compressedPdf('Storm timetable'),
    });
    const client = await connectStdio('v1', { command: process.execPath, args: [cliPath], env: settings() });
    const { text } = await client.callTool('notion_read_file', { page, file: 'timetable.pdf' });
    before.forEach((file, name) => files.set(name, file));
    expect(text).toContain('--- page 1 ---\nStorm timetable');
  });

  it('survives images and PDF files that are none, and goes on', async () => {
    const broken = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x09\0\0\0\x09\x08\x02\0\0\0', 'latin1');
    const { files } = sandbox.workspace;
    const before = new Map(files);
    files.set('chart of the bay.png', { contentType: 'image/png', bytes: () => broken });
    files.set('timetable.pdf', { contentType: 'application/pdf', bytes: () => Buffer.from('%PDF-1.4 no') });
    const client = await connectStdio('v1', { command: process.execPath, args: [cliPath], env: settings() });
    const read = async (file: string): Promise<string> =>
      (await client.callTool('notion_read_file', { page, file })).text;
    expect(await read('chart of the bay.png')).toContain('It is damaged');
    expect(await read('timetable.pdf')).toContain('It is damaged');
    expect(await read('fares.csv')).toContain('Turku');
    before.forEach((file, name) => files.set(name, file));
    expect(await read('chart of the bay.png')).toContain('The image follows');
  });

  it('writes no address of a file into its log or its answers', async () => {
    const cli = startCli(['stdio'], settings());
    const line = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
    cli.child.stdin.write(
      line({
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-11-25',
          capabilities: {},
          clientInfo: { name: 'test', version: '0' },
        },
      }),
    );
    const input = { page, file: 'fares.csv' };
    cli.child.stdin.write(
      line({ id: 2, method: 'tools/call', params: { name: 'notion_read_file', arguments: input } }),
    );
    await cli.stderrMatch(/"tool":"notion_read_file"/);
    expect(cli.stderr() + cli.stdout()).not.toMatch(/X-Amz|\/files\//);
  });
});
