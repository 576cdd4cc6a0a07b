import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EXIT_FAILED, type Program } from '../app/program.js';
import { openIndexes } from '../app/search-index/open-indexes.js';
import { openStore } from '../app/open-store.js';
import { keyOfToken } from '../app/token-connection.js';
import { stdioWorkspaces } from '../app/stdio-server.js';
import { indexFolder } from '../config/settings/search-index-settings.js';
import type { IndexConfig, StdioConfig } from '../config/config.js';
import { ToolError } from '../errors.js';
import { parseSpaceId } from '../ids.js';
import { readReach } from '../index-crawl/crawl-progress.js';
import { reachText } from '../search-index/reach.js';
import type { SearchIndexes } from '../search-index/search-index.js';
import { counted } from '../text/words.js';

/** Share of the request budget that `index build` takes: whoever runs it waits for it. */
const BUILDING_SHARE = 0.9;
/** Milliseconds between two reports of how far it is. */
const REPORT_MS = 5000;
const MEGABYTE = 1_000_000;

/** Questions of people, and the commands on the index. */
export async function runIndexCommand(config: IndexConfig, program: Program): Promise<void> {
  try {
    switch (config.command) {
      case 'search':
      case 'read':
      case 'query':
      case 'describe':
        return await (
          await import('./ask/ask.js')
        ).askWorkspaces({ ...config, command: config.command }, program);
      case 'index build':
        return await buildIndexes(config, program);
      case 'index status':
        return await eachIndex(config, program, showStatus);
      case 'index purge':
        return await eachIndex(config, program, async (indexes, { key, name }) => {
          const isGone = await indexes.purge(key);
          program.print(`${name}: ${isGone ? 'purged' : 'nothing was indexed'}\n`);
        });
    }
  } catch (error) {
    if (error instanceof ToolError) {
      program.fail(`${error.message} ${error.advice}`, EXIT_FAILED);
    }
    throw error;
  }
}

/** A connection of which there may be an index. */
interface Indexed {
  readonly key: string;
  readonly name: string;
}

/** Crawls until nothing is left to read, and says how far it is. */
async function buildIndexes(config: IndexConfig, program: Program): Promise<void> {
  const building = { ...config, searchIndex: { ...config.searchIndex, budgetShare: BUILDING_SHARE } };
  const { workspacesOf, close } = await stdioWorkspaces(asStdio(building), program);
  const workspaces = workspacesOf(undefined);
  const cards = await workspaces.list();
  for (const card of cards.length === 0 ? [undefined] : cards) {
    const index = await (await workspaces.open(card?.id)).textIndex?.();
    if (index === undefined) {
      program.fail('The index cannot be opened. The log above says why.', EXIT_FAILED);
    }
    for (;;) {
      const reach = await index.reach();
      program.print(`${card?.name ?? 'Workspace'}: ${reachText(reach, new Date())}\n`);
      if (
        reach.isListed &&
        reach.read === reach.pages &&
        reach.pending === 0 &&
        (reach.unembedded ?? 0) === 0
      ) {
        break;
      }
      await delay(REPORT_MS);
    }
  }
  await close?.();
  program.exit();
}

async function showStatus(indexes: SearchIndexes, { key, name }: Indexed, program: Program): Promise<void> {
  const index = await indexes.open(key);
  const [reach, { passages, textBytes, sizeBytes }, { embedded, unembedded }] = await Promise.all([
    readReach(index),
    index.status(),
    index.meanings.count(),
  ]);
  const meaning = embedded + unembedded === 0 ? '' : `, ${embedded} found by meaning`;
  const size = `${String(counted(passages, 'passage'))}${meaning}, ${megabytes(textBytes)} of text in ${megabytes(sizeBytes)}`;
  const anew = index.begun === 'other format' ? ', begun anew: it was of an earlier version' : '';
  program.print(`${name}: ${reachText(reach, new Date())} (${size})${anew}\n`);
}

/** Opens the indexes without crawling for them. */
async function eachIndex(
  config: IndexConfig,
  program: Program,
  job: (indexes: SearchIndexes, indexed: Indexed, program: Program) => Promise<void>,
): Promise<void> {
  const { notion, searchIndex } = config;
  const { storage } = searchIndex;
  if (storage.postgres === undefined && !existsSync(indexFolder(storage))) {
    program.print('Nothing is indexed. SEARCH_INDEX=on indexes what a server reads.\n');
    return program.exit();
  }
  if (notion.kind === 'token') {
    const indexes = await openIndexes({ storage }, { token: notion.token });
    await job(indexes, { key: keyOfToken(notion.token), name: 'Workspace of NOTION_TOKEN' }, program);
    await indexes.close();
    return program.exit();
  }
  const store = await openStore({ ...config, ...notion, log: program.log });
  const space = parseSpaceId(config.space);
  const connections = space === undefined ? [] : await store.credentials.connectionsOf(space);
  if (connections.length === 0) {
    program.print(`No workspace is connected in the space ${config.space}.\n`);
  }
  const indexes = await openIndexes({ storage }, store.sealer);
  for (const { id, workspace } of connections) {
    await job(indexes, { key: id, name: workspace.name ?? 'Unnamed workspace' }, program);
  }
  await indexes.close();
  await store.close();
  program.exit();
}

function asStdio(config: IndexConfig): StdioConfig {
  return { ...config, command: 'stdio' };
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
