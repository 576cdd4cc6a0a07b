import { expect, it } from '@jest/globals';
import { importGraph } from './import-graph.js';
import { layers } from './rooms.js';
import { violations } from './violations.js';

/** An import that each room must not have: the room of `src/`, the import, and what is found. */
const PLANTED: readonly (readonly [place: string, text: string, found: string])[] = [
  [
    '../tools/',
    `import { Credentials } from '../src/credentials/credentials.js';`,
    'src/credentials/credentials.ts',
  ],
  ['../tools/', `import type { SharedRedis } from '../src/redis/redis.js';`, 'src/redis/redis.ts'],
  ['../tools/', `const page = await import('../src/web/send-page.js');`, 'src/web/send-page.ts'],
  ['../tools/', `export { tools } from '../src/catalogue.js';`, 'src/catalogue.ts'],
  ['../tools/', `import { readFileSync } from 'node:fs';`, 'node:fs'],
  [
    'hosted-ways.ts',
    `import { Credentials } from './credentials/credentials.js';`,
    'src/credentials/credentials.ts',
  ],
  ['content/hosted/', `import { ToolError } from '../../notion/session.js';`, 'src/notion/session.ts'],
  [
    'workspace/hosted/',
    `import { HostedClients } from '../../upstream/client/hosted-clients.js';`,
    'src/upstream/client/hosted-clients.ts',
  ],
  ['chat/', `import { say } from './terminal/talk.js';`, 'src/chat/terminal/talk.ts'],
  ['chat/answering/', `import Libsql from 'libsql';`, 'libsql'],
  ['chat/model/', `import { Client } from '@modelcontextprotocol/client';`, '@modelcontextprotocol/client'],
  ['chat/page/', `import { openStore } from '../../app/open-store.js';`, 'src/app/open-store.ts'],
  ['chat/site/', `import { Client } from '@modelcontextprotocol/client';`, '@modelcontextprotocol/client'],
  ['chat/servers/', `import { answer } from '../answer.js';`, 'src/chat/answer.ts'],
  ['chat/sqlite/', `import { openStore } from '../../app/open-store.js';`, 'src/app/open-store.ts'],
  ['chat/terminal/', `import { readFileSync } from 'node:fs';`, 'node:fs'],
  ['cli.ts', `import search from '../tools/search.js';`, 'tools/search.ts'],
  ['library/', `import type { Config } from '../config/config.js';`, 'src/config/config.ts'],
  [
    'openapi/',
    `import { Credentials } from '../credentials/credentials.js';`,
    'src/credentials/credentials.ts',
  ],
  ['icon.ts', `import type { Clock } from './clock.js';`, 'src/clock.ts'],
  ['mcp/resources/', `import type { Request } from 'express';`, 'express'],
  ['catalogue.ts', `import type { Config } from './config/config.js';`, 'src/config/config.ts'],
  ['load-tool.ts', `import type { Config } from './config/config.js';`, 'src/config/config.ts'],
  [
    'tool.ts',
    `import type { NotionConnection } from './notion/client/connection.js';`,
    'src/notion/client/connection.ts',
  ],
  ['files/', `import type { NotionSession } from '../notion/session.js';`, 'src/notion/session.ts'],
  ['workspace/files/', `import { openFile } from '../../files/open-file.js';`, 'src/files/open-file.ts'],
  [
    'search-index/',
    `import { findDocuments } from './find/find-documents.js';`,
    'src/search-index/find/find-documents.ts',
  ],
  ['search-index/analysis/', `import { ToolError } from '../../errors.js';`, 'src/errors.ts'],
  ['search-index/document/', `import { randomUUID } from 'node:crypto';`, 'node:crypto'],
  ['search-index/find/', `import Libsql from 'libsql';`, 'libsql'],
  ['search-index/inverted/', `import { gzipSync } from 'node:zlib';`, 'node:zlib'],
  ['search-index/stored/', `import { randomUUID } from 'node:crypto';`, 'node:crypto'],
  [
    'search-index/query/',
    `import type { SearchIndex } from '../search-index.js';`,
    'src/search-index/search-index.ts',
  ],
  [
    'search-index/sqlite/',
    `import type { Credentials } from '../../credentials/credentials.js';`,
    'src/credentials/credentials.ts',
  ],
  [
    'search-index/meaning/',
    `import type { SearchIndex } from '../search-index.js';`,
    'src/search-index/search-index.ts',
  ],
  ['search-index/postgres/', `import { Sealer } from '../../sealing/seal.js';`, 'src/sealing/seal.ts'],
  ['embeddings/', `import type { Log } from '../telemetry/log/log.js';`, 'src/telemetry/log/log.ts'],
  [
    'search-index/thread/',
    `import { openPostgresIndexes } from '../postgres/postgres-indexes.js';`,
    'src/search-index/postgres/postgres-indexes.ts',
  ],
  [
    'index-crawl/',
    `import { openSqliteIndexes } from '../search-index/sqlite/sqlite-indexes.js';`,
    'src/search-index/sqlite/sqlite-indexes.ts',
  ],
  [
    'index-meaning/',
    `import { EmbeddingsSettings } from '../config/settings/search-index-settings.js';`,
    'src/config/settings/search-index-settings.ts',
  ],
  ['help/', `import type { Tool } from '../tool.js';`, 'src/tool.ts'],
  ['client-settings/', `import { readVersion } from '../config/version.js';`, 'src/config/version.ts'],
  ['write-catalogue.ts', `import type { Config } from './config/config.js';`, 'src/config/config.ts'],
  ['journal/', `import type { Tool } from '../tool.js';`, 'src/tool.ts'],
  ['workspace/changes/', `import type { Tool } from '../../tool.js';`, 'src/tool.ts'],
  ['notion/values/', `import type { NotionSession } from '../session.js';`, 'src/notion/session.ts'],
  ['notion/writes/', `import type { Tool } from '../../tool.js';`, 'src/tool.ts'],
  ['toolsets.ts', `import { tools } from './catalogue.js';`, 'src/catalogue.ts'],
  ['errors.ts', `import type { Tool } from './tool.js';`, 'src/tool.ts'],
  ['backoff.ts', `import type { Clock } from './clock.js';`, 'src/clock.ts'],
  ['clock.ts', `import { ToolError } from './errors.js';`, 'src/errors.ts'],
  ['ids.ts', `import * as z from 'zod';`, 'zod'],
  ['text/', `import { ToolError } from '../errors.js';`, 'src/errors.ts'],
  ['commands/', `import search from '../../tools/search.js';`, 'tools/search.ts'],
  ['app/', `import { runServe } from '../commands/serve.js';`, 'src/commands/serve.ts'],
  ['app/', `type Front = import('../sandbox/server.js').Sandbox;`, 'src/sandbox/server.ts'],
  ['config/', `export type { RedisOptions } from '../redis/redis-options.js';`, 'src/redis/redis-options.ts'],
  ['doctor/', `import { createServer } from '../mcp/server.js';`, 'src/mcp/server.ts'],
  ['mcp/', `import type { Config } from '../config/config.js';`, 'src/config/config.ts'],
  ['mcp/arguments/', `import { callTool } from '../calls/call-tool.js';`, 'src/mcp/calls/call-tool.ts'],
  ['mcp/calls/', `import type { Request } from 'express';`, 'express'],
  ['mcp/elicitation/', `import { httpServer } from '../http/http.js';`, 'src/mcp/http/http.ts'],
  ['mcp/http/', `import { openRedis } from '../../redis/redis.js';`, 'src/redis/redis.ts'],
  [
    'upstream/client/',
    `import { HostedProxy } from '../proxy/hosted-proxy.js';`,
    'src/upstream/proxy/hosted-proxy.ts',
  ],
  [
    'upstream/proxy/',
    `import { Credentials } from '../../credentials/credentials.js';`,
    'src/credentials/credentials.ts',
  ],
  ['upstream/', `import { Client } from '@notionhq/client';`, '@notionhq/client'],
  ['upstream/request/', `import type { Log } from '../../telemetry/log/log.js';`, 'src/telemetry/log/log.ts'],
  ['mcp/http/guards/', `import type { Config } from '../../../config/config.js';`, 'src/config/config.ts'],
  ['mcp/stdio/', `import { readBody } from '../../http/read-body.js';`, 'src/http/read-body.ts'],
  ['http/', `import type { NotionSession } from '../notion/session.js';`, 'src/notion/session.ts'],
  ['web/', `import { Credentials } from '../credentials/credentials.js';`, 'src/credentials/credentials.ts'],
  ['workers/', `import { runServe } from '../commands/serve.js';`, 'src/commands/serve.ts'],
  ['webhooks/', `import { callTool } from '../mcp/calls/call-tool.js';`, 'src/mcp/calls/call-tool.ts'],
  ['redis/', `import { callTool } from '../mcp/calls/call-tool.js';`, 'src/mcp/calls/call-tool.ts'],
  ['telemetry/', `import type { ToolError } from '../errors.js';`, 'src/errors.ts'],
  [
    'bounded-work/',
    `import { fromMarkdown } from '../content/markdown/from-markdown.js';`,
    'src/content/markdown/from-markdown.ts',
  ],
  ['access/', `import type { Tool } from '../tool.js';`, 'src/tool.ts'],
  ['audit/', `import { serviceKeys } from '../access/service-keys.js';`, 'src/access/service-keys.ts'],
  [
    'oauth-server/',
    `import { search } from '../notion/endpoints/search.js';`,
    'src/notion/endpoints/search.ts',
  ],
  [
    'notion-oauth/',
    `import { provider } from '../oauth-server/provider/provider.js';`,
    'src/oauth-server/provider/provider.ts',
  ],
  ['connections/', `import express from 'express';`, 'express'],
  ['credentials/', `import type { NotionSession } from '../notion/session.js';`, 'src/notion/session.ts'],
  ['database/', `import pg from 'pg';`, 'pg'],
  [
    'database/macs/',
    `import type { CredentialsDatabase } from '../database.js';`,
    'src/database/database.ts',
  ],
  ['database/migrations/', `import { newId } from '../../ids.js';`, 'src/ids.ts'],
  [
    'database/postgres/',
    `import { openSqlite } from '../sqlite/sqlite.js';`,
    'src/database/sqlite/sqlite.ts',
  ],
  [
    'database/sqlite/',
    `const { openPostgres } = await import('../postgres/postgres.js');`,
    'src/database/postgres/postgres.ts',
  ],
  ['sealing/', `import type { Schema } from '../database/schema.js';`, 'src/database/schema.ts'],
  [
    'workspace/',
    `import { findDatabase } from './names/find-database.js';`,
    'src/workspace/names/find-database.ts',
  ],
  ['workspace/comments/', `import type { Tool } from '../../tool.js';`, 'src/tool.ts'],
  [
    'workspace/databases/',
    `import { wholePage } from '../pages/fetch-page.js';`,
    'src/workspace/pages/fetch-page.ts',
  ],
  [
    'workspace/names/',
    `import type { Row } from '../databases/walk-rows.js';`,
    'src/workspace/databases/walk-rows.ts',
  ],
  [
    'workspace/pages/',
    `import { titleHits } from '../search/title-hits.js';`,
    'src/workspace/search/title-hits.ts',
  ],
  [
    'workspace/properties/',
    `import { fetchPage } from '../pages/fetch-page.js';`,
    'src/workspace/pages/fetch-page.ts',
  ],
  [
    'workspace/search/',
    `import { recordCall } from '../../telemetry/counters.js';`,
    'src/telemetry/counters.ts',
  ],
  ['parsing/', `import type { NotionSession } from '../notion/session.js';`, 'src/notion/session.ts'],
  ['notion/', `import { ReadCache } from './cache/read-cache.js';`, 'src/notion/cache/read-cache.ts'],
  [
    'notion/client/',
    `import { renderRichText } from '../../content/rich-text/rich-text.js';`,
    'src/content/rich-text/rich-text.ts',
  ],
  [
    'notion/endpoints/',
    `import type { NotionConnection } from '../client/connection.js';`,
    'src/notion/client/connection.ts',
  ],
  ['notion/cache/', `import { openRedis } from '../../redis/redis.js';`, 'src/redis/redis.ts'],
  ['notion/limits/', `import pRetry from 'p-retry';`, 'p-retry'],
  ['notion/query/', `import type { NotionSession } from '../session.js';`, 'src/notion/session.ts'],
  ['notion/roots/', `import type { Caller } from '../../access/caller.js';`, 'src/access/caller.ts'],
  ['content/', `import { readFile } from 'node:fs/promises';`, 'node:fs/promises'],
  ['content/', `import http from 'node:http';`, 'node:http'],
  ['content/', `import type { Socket } from 'node:net';`, 'node:net'],
  ['content/', `import type { Request } from 'express';`, 'express'],
  ['content/', `import Bottleneck from 'bottleneck';`, 'bottleneck'],
  ['content/', `import pRetry from 'p-retry';`, 'p-retry'],
  ['content/answer/', `import { print } from '../print/print.js';`, 'src/content/print/print.ts'],
  ['content/rich-text/', `import type { DocumentBlock } from '../document.js';`, 'src/content/document.ts'],
  [
    'content/blocks/',
    `import { fromMarkdown } from '../markdown/from-markdown.js';`,
    'src/content/markdown/from-markdown.ts',
  ],
  [
    'content/markdown/',
    `import { fromBlocks } from '../blocks/from-blocks.js';`,
    'src/content/blocks/from-blocks.ts',
  ],
  ['content/print/', `export * from '../view/page-view.js';`, 'src/content/view/page-view.ts'],
  [
    'content/properties/',
    `import type { NotionSession } from '../../notion/session.js';`,
    'src/notion/session.ts',
  ],
  ['content/view/', `import { createServer } from 'node:http';`, 'node:http'],
  ['sandbox/', `import { ToolError } from '../errors.js';`, 'src/errors.ts'],
  [
    'sandbox/',
    `import type { Schema } from '../content/properties/property-types.js';`,
    'src/content/properties/property-types.ts',
  ],
];

it.each(PLANTED)('%s must not have %s', (place, text, found) => {
  const path = place.startsWith('../')
    ? `${place.slice('../'.length)}probe.ts`
    : `src/${place}${place.endsWith('/') ? 'probe.ts' : ''}`;
  expect(violations(importGraph(new Map([[path, text]])), layers)).toEqual([
    expect.stringContaining(`${path} may not import ${found} (`),
  ]);
});

it('every room has an import planted in it', () => {
  const places = new Set(PLANTED.map(([place]) => place.replace('../', '')));
  expect(layers.rooms.map(({ path }) => path).filter((path) => !places.has(path))).toEqual([]);
});
