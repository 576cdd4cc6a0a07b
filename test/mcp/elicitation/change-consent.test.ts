import { createSecretKey, randomBytes } from 'node:crypto';
import { StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { InMemoryReplyBroker } from '../../../src/mcp/elicitation/in-memory-reply-broker.js';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { say } from '../../../src/text/words.js';
import {
  confirmParameter,
  defineTool,
  dryRunParameter,
  replaces,
  requireChanges,
} from '../../../src/tool.js';
import { confirmationNote, requireConfirmation } from '../../../src/workspace/changes/confirm-change.js';
import {
  linkClientV1,
  linkClientV2,
  type Elicitation,
  type LinkClient,
  type Person,
} from '../../support/clients/link-clients.js';
import { serverOptions } from '../../support/sample-tools.js';

const running: RunningHttpServer[] = [];
const clients: LinkClient[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** A shelf that a tool empties, once that is confirmed. */
async function shelf() {
  const books = ['Emma', 'Persuasion'];
  const empty = defineTool({
    name: 'sample_empty',
    title: 'Empty',
    description: 'Empties the shelf.',
    input: z.object({ confirm: confirmParameter, dry_run: dryRunParameter }),
    annotations: replaces,
    async run(input, { changes: given }) {
      const changes = requireChanges(given);
      const change = {
        tool: 'sample_empty',
        input,
        seen: [...books],
        effect: say`${books.length} books go.`,
      };
      if (input.dry_run) {
        return confirmationNote(changes, change);
      }
      await requireConfirmation(changes, change, input.confirm);
      return `gone: ${books.splice(0).join(', ')}`;
    },
  });
  const secret = createSecretKey(randomBytes(32));
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory({
      ...serverOptions([empty]),
      changes: {
        isProposal: false,
        openJournal: () => Promise.reject(new Error('No journal is needed.')),
        confirmationSecret: () => Promise.resolve(secret),
      },
    }),
    log: silentLog,
    drainMilliseconds: 10_000,
    elicitations: { broker: new InMemoryReplyBroker(), timeoutMs: 20_000 },
  });
  running.push(server);
  return { books, url: new URL(server.url) };
}

type Connect = (url: URL, person: Person, elicitation: Elicitation) => Promise<LinkClient>;
const kinds: [string, Connect][] = [
  ['v1', (url, person, elicitation) => linkClientV1(new HttpV1(url), person, elicitation)],
  [
    'v2, before 2026',
    (url, person, elicitation) => linkClientV2(new HttpV2(url), 'legacy', person, elicitation),
  ],
  ['v2, of 2026', (url, person, elicitation) => linkClientV2(new HttpV2(url), 'modern', person, elicitation)],
];

describe.each(kinds)('a client (%s)', (_name, connect) => {
  async function connected(url: URL, elicitation: Elicitation, answers: Person): Promise<LinkClient> {
    const client = await connect(url, answers, elicitation);
    clients.push(client);
    return client;
  }
  const nobody: Person = () => Promise.reject(new Error('Nobody is to be asked.'));

  it.each([{ form: {} }, { form: {}, url: {} }, {}])(
    'that shows forms (%j) asks its person',
    async (forms) => {
      const { books, url } = await shelf();
      const client = await connected(url, forms, () => Promise.resolve('accept'));
      expect(await client.call('sample_empty', { dry_run: true })).toEqual({
        text: '2 books go. The person is asked to confirm it during the call.',
        isError: false,
      });
      expect(await client.call('sample_empty')).toEqual({ text: 'gone: Emma, Persuasion', isError: false });
      expect([client.asked, books]).toEqual([[{ message: '2 books go. Confirm?', url: 'no link' }], []]);
    },
  );

  it.each(['decline', 'cancel'] as const)('whose person answers with %s changes nothing', async (answer) => {
    const { books, url } = await shelf();
    const client = await connected(url, { form: {} }, () => Promise.resolve(answer));
    const { text, isError } = await client.call('sample_empty');
    expect([text, isError, books.length]).toEqual([
      'Nothing was changed: the person did not confirm it.\nDo not call again unless they ask for it.',
      true,
      2,
    ]);
  });

  it('is asked again if something has changed while its person thought', async () => {
    const { books, url } = await shelf();
    const client = await connected(url, { form: {} }, async () => {
      if (books.length === 2) {
        books.push('Sanditon');
      }
      return 'accept';
    });
    expect(await client.call('sample_empty')).toEqual({
      text: 'gone: Emma, Persuasion, Sanditon',
      isError: false,
    });
    expect(client.asked.map(({ message }) => message)).toEqual([
      '2 books go. Confirm?',
      '3 books go. Confirm?',
    ]);
  });

  it('that shows links only passes the token of a dry run', async () => {
    const { books, url } = await shelf();
    const client = await connected(url, { url: {} }, nobody);
    const refused = await client.call('sample_empty');
    expect([refused, books.length]).toEqual([
      {
        text: 'confirm: 2 books go. Nothing was changed: this has to be confirmed.\nCall with dry_run first: its answer has the token to pass once the person has agreed.',
        isError: true,
      },
      2,
    ]);
    const { text } = await client.call('sample_empty', { dry_run: true });
    const [, confirm] = /"confirm":"([^"]+)"/.exec(text) ?? [];
    books.push('Sanditon');
    const outdated = await client.call('sample_empty', { confirm });
    expect([outdated.isError, books.length]).toEqual([true, 3]);
    books.pop();
    expect(await client.call('sample_empty', { confirm })).toEqual({
      text: 'gone: Emma, Persuasion',
      isError: false,
    });
    expect(client.asked).toEqual([]);
  });

  it('that asks its person is not helped by a token in the arguments', async () => {
    const { books, url } = await shelf();
    const other = await connected(url, { url: {} }, nobody);
    const { text } = await other.call('sample_empty', { dry_run: true });
    const [, confirm] = /"confirm":"([^"]+)"/.exec(text) ?? [];
    const client = await connected(url, { form: {} }, () => Promise.resolve('decline'));
    const { isError } = await client.call('sample_empty', { confirm });
    expect([isError, client.asked.length, books.length]).toEqual([true, 1, 2]);
  });
});
