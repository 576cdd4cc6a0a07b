import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { connectWithToken, type TokenConnection } from '../../../src/app/token-connection.js';
import { LocalWindows } from '../../../src/notion/limits/local-windows.js';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import search from '../../../tools/notion-search.js';
import { EmbeddingsEndpoint } from '../../embeddings/endpoint.js';

const QUESTION = 'how do I get my money back for a journey';

let folder: string;
let sandbox: Sandbox;
let endpoint: EmbeddingsEndpoint;
let connection: TokenConnection;
let rules: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meaning-'));
  endpoint = await EmbeddingsEndpoint.start();
  const { workspace } = workspaceWith({ rows: 3, blocks: 5 });
  rules = addPage(workspace, {
    title: 'Desk rules',
    blocks: [paragraph('Reimbursement of travel: within a week.')],
  });
  sandbox = await startSandbox({ workspace });
  connection = await connect();
  // Jest refuses the modules that are loaded for it once a hook has ended.
  await connection.textIndex?.();
});

afterEach(async () => {
  await connection.index?.close();
  await sandbox.close();
  await endpoint.close();
  await rm(folder, { recursive: true });
});

function connect(roots?: readonly string[]): Promise<TokenConnection> {
  return connectWithToken(
    SANDBOX_TOKEN,
    {
      apiUrl: sandbox.url,
      callDeadlineMilliseconds: 25_000,
      requestsPerMinute: 100_000,
      lockdown: undefined,
      roots,
      searchIndex: {
        budgetShare: 0.5,
        pollSeconds: 60,
        storage: { folder, keys: [] },
        embeddings: { url: endpoint.url, model: 'test', apiKey: undefined, minSimilarity: 0.35 },
      },
    },
    { redis: undefined, windows: new LocalWindows(100_000) },
    { log: silentLog } as Parameters<typeof connectWithToken>[3],
  );
}

async function answerTo(query: string, openTextIndex = connection.textIndex): Promise<string> {
  const answer = await search.run(search.input.parse({ query }), {
    notion: connection.openSession({ signal: new AbortController().signal }),
    workspaces: [],
    now: new Date(),
    extraRequests: 40,
    boundary: 'b0b0b0b0',
    openTextIndex,
  });
  return typeof answer === 'string' ? answer : '';
}

/** Until all is read and embedded. */
async function untilEmbedded(): Promise<void> {
  const index = await connection.textIndex?.();
  if (index === undefined) {
    throw new Error('the index cannot be opened');
  }
  for (;;) {
    const reach = await index.reach();
    if (
      reach.isListed &&
      reach.read === reach.pages &&
      reach.pending === 0 &&
      reach.unembedded === 0 &&
      endpoint.requests.length > 0
    ) {
      return;
    }
    await delay(50);
  }
}

it('answers a question whose words the page does not use, and says so', async () => {
  await untilEmbedded();
  const text = await answerTo(QUESTION);
  const anyTime = text
    .replaceAll(/edited \d{4}-\d\d-\d\d/g, 'edited today')
    .replace(/(newest edit|last looked) [^,)]+/g, '$1 lately');
  expect(anyTime).toMatchSnapshot();
});

it('embeds texts once, and the question once for all parts of its list', async () => {
  await untilEmbedded();
  const { length } = endpoint.texts;
  expect(new Set(endpoint.texts).size).toBe(length);
  await answerTo(QUESTION);
  await answerTo(QUESTION);
  expect(endpoint.texts.slice(length)).toEqual([QUESTION]);
});

it('searches by words where the endpoint does not answer, says so, and does not ask for a while', async () => {
  await untilEmbedded();
  endpoint.failNext({ status: 500 }, 9);
  const { length } = endpoint.requests;
  for (let call = 0; call < 2; call += 1) {
    const text = await answerTo('reimbursement of travel week');
    expect(text).toContain('Desk rules');
    expect(text).not.toContain('by meaning');
    expect(text).toContain('By words only: the embeddings endpoint did not answer.');
  }
  expect(endpoint.requests).toHaveLength(length + 1);
});

it('asks Notion whether a hit by meaning may be seen, and forgets what it refuses', async () => {
  await untilEmbedded();
  const [page] = [...sandbox.workspace.pages.values()].filter(({ id }) => id === rules);
  Object.assign(page ?? {}, { hidden: true });
  const text = await answerTo(QUESTION);
  expect(text).not.toContain('Desk rules');
  expect(text).toContain('Not shown because Notion no longer shows it to this connection: 1 hit.');
  const index = await connection.textIndex?.();
  expect(await index?.unknownOf([rules])).toEqual(new Set([rules]));
});

it('finds nothing by meaning for a caller with roots, whose words are looked for in what it may read', async () => {
  await untilEmbedded();
  const { length } = endpoint.requests;
  const index = await connection.textIndex?.();
  const within = index?.within([rules]);
  const text = await answerTo(QUESTION, () => Promise.resolve(within));
  expect(text).not.toContain('by meaning');
  expect(endpoint.requests).toHaveLength(length);
  expect(await answerTo('reimbursement of travel', () => Promise.resolve(within))).toContain('Desk rules');
});

it('asks for no meaning of a phrase', async () => {
  await untilEmbedded();
  const { length } = endpoint.requests;
  expect(await answerTo('"money back"')).toMatch(/^No page or database matches/);
  expect(endpoint.requests).toHaveLength(length);
});
