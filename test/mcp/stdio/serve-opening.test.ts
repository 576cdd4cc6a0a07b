import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { instructionSentences, toolsets } from '../../../src/catalogue.js';
import { prepareTools } from '../../../src/mcp/stdio/prepare-tools.js';
import { Opening } from '../../../src/mcp/stdio/opening.js';
import { serveOpening, type OpenedStreams } from '../../../src/mcp/stdio/serve-opening.js';

const prepared = prepareTools('1.2.3', { toolsets, instructionSentences });
const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const INITIALIZE = line({
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'sample', version: '1' } },
});
const LIST = line({ id: 2, method: 'tools/list' });
const CALL = line({
  id: 3,
  method: 'tools/call',
  params: { name: 'notion_search', arguments: { query: 'é' } },
});

interface Client {
  readonly input: PassThrough;
  readonly output: PassThrough;
  readonly opened: Promise<OpenedStreams>;
  stop(): void;
}

function connect(load?: () => Promise<unknown>): Client {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const opening = new Opening(prepared, prepared.toolsets['read'] ?? []);
  return {
    input,
    output,
    opened: serveOpening(opening, { input, output, stopped, ...(load && { load }) }),
    stop: () => stop(),
  };
}

const idsIn = (written: string) =>
  written
    .split('\n')
    .filter((part) => part !== '')
    .map((part) => (JSON.parse(part) as { id: unknown }).id);

describe('the opening of a conversation', () => {
  it('ends with the list of tools; the full server gets it all, and what comes later', async () => {
    const client = connect();
    client.input.write(INITIALIZE + LIST + CALL.slice(0, 20));
    const { input, output } = await client.opened;
    client.input.end(CALL.slice(20));
    expect(await text(input)).toBe(INITIALIZE + LIST + CALL);
    for (const id of [1, 2, 3]) {
      output.write(line({ id, result: { from: 'the full server' } }));
    }
    output.end();
    const written = await text(client.output);
    expect(idsIn(written)).toEqual([1, 2, 3]);
    expect(written.match(/the full server/g)).toHaveLength(1);
  });

  it('withholds an answer once, and no request of the server', async () => {
    const client = connect();
    client.input.write(INITIALIZE + LIST);
    const { output } = await client.opened;
    output.write(line({ id: 2, method: 'roots/list' }));
    output.write(line({ id: 2, result: {} }));
    output.write(line({ id: 2, result: { second: true } }));
    output.end();
    const written = await text(client.output);
    expect(idsIn(written)).toEqual([1, 2, 2, 2]);
  });

  it('tells how far it came', async () => {
    const client = connect();
    client.input.write(INITIALIZE + LIST);
    const { opened } = await client.opened;
    expect(opened).toMatchObject({ isStateless: false, protocolVersion: '2025-11-25', lines: 2 });
    const silent = connect();
    silent.input.write(CALL);
    expect((await silent.opened).opened).toBeUndefined();
  });

  it.each([1, 7, 64])('reads messages in pieces of %d bytes', async (size) => {
    const client = connect();
    const sent = Buffer.from(INITIALIZE + CALL);
    for (let at = 0; at < sent.length; at += size) {
      client.input.write(sent.subarray(at, at + size));
    }
    const { input } = await client.opened;
    client.input.end();
    expect(await text(input)).toBe(INITIALIZE + CALL);
  });

  it.each([
    ['something else', CALL],
    ['rubbish', 'rubbish\n'],
    ['text beyond ASCII', line({ id: 9, method: 'pïng' })],
    ['a message without an end', 'x'.repeat(70_000)],
  ])('ends with %s, which the full server gets', async (_name, sent) => {
    const client = connect();
    client.input.write(sent);
    const { input } = await client.opened;
    client.input.end();
    expect(await text(input)).toBe(sent);
  });

  it('ends when the client leaves, or the program is to stop', async () => {
    const left = connect();
    left.input.end(INITIALIZE);
    expect(await text((await left.opened).input)).toBe(INITIALIZE);
    const stopped = connect();
    stopped.stop();
    await stopped.opened;
  });

  it('loads the rest once a client has opened and says no more, and answers meanwhile', async () => {
    let loaded: (() => void) | undefined;
    const client = connect(
      () =>
        new Promise((_resolve, reject) => (loaded = () => reject(new Error('It is loaded again later.')))),
    );
    client.input.write(INITIALIZE);
    while (loaded === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.input.write(LIST);
    loaded();
    const { opened } = await client.opened;
    expect(opened).toMatchObject({ lines: 2 });
  });

  it('ends by itself while the client is silent', async () => {
    const client = connect();
    const { input } = await client.opened;
    client.input.end(INITIALIZE);
    expect(await text(input)).toBe(INITIALIZE);
  });
});
