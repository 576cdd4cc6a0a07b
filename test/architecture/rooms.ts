import { chatSite } from './rooms/rooms-of-chat-site.js';
import { chat } from './rooms/rooms-of-chat.js';
import { content, searchIndex, type Row } from './rooms/rooms-of-texts.js';
import { mcp } from './rooms/rooms-of-mcp.js';
import { upstream } from './rooms/rooms-of-upstream.js';
import type { Layers } from './violations.js';

/** Small files that nearly every room needs; a room that stands alone may not have these either. */
const FOR_ALL = 'backoff.ts clock.ts errors.ts ids.ts text/';

const top: Readonly<Record<string, Row>> = {
  'tools/': {
    job: 'is the product: one file, one tool, no server code.',
    imports: 'content/ files/ notion/ parsing/ tool.ts workspace/',
    packages: '@notionhq/client zod',
    builtIns: '',
  },
  'cli.ts': {
    job: 'is the bin: it runs one command.',
    imports: 'app/program.ts commands/ config/ help/ telemetry/',
  },
  'catalogue.ts': {
    job: 'lists the tools.',
    imports: 'tool.ts tools/ toolsets.ts',
  },
  'load-tool.ts': {
    job: 'says where each of them lies, for the first calls of a client over stdio.',
    imports: 'tool.ts tools/',
  },
  'library/': {
    job: 'is what clients are offered beside tools: pages as resources, prompts, completions. Loaded when asked for.',
    imports: 'content/print/ mcp/resources/offers.ts notion/ tool.ts tools/ workspace/',
    packages: 'zod',
  },
  'openapi/': {
    job: 'describes all addresses, from the schemas that read what is sent there.',
    imports: 'chat/site/request-schemas.ts notion-oauth/routes/',
    packages: 'express zod',
  },
  'icon.ts': { job: 'is the logo.', isAlone: true },
  'write-catalogue.ts': {
    job: 'lists the tools that make changes, and is loaded only where they are served.',
    imports: 'tool.ts tools/',
  },
  'hosted-ways.ts': {
    job: 'says how tools use a workspace’s hosted half, and is loaded only where there is one.',
    imports: 'notion/hosted-session.ts tool.ts workspace/hosted/',
  },
  'tool.ts': {
    job: 'says what a tool is.',
    imports:
      'notion/hosted-session.ts notion/session.ts search-index/text-index.ts workspace/changes/change-journal.ts workspace/changes/confirm-change.ts',
    packages: 'zod',
  },
  'toolsets.ts': { job: 'chooses among the tools.', imports: 'tool.ts' },
  'errors.ts': {
    job: 'has one class for each decision a caller can take.',
    imports: 'text/words.ts',
    isAlone: true,
  },
  'backoff.ts': { job: 'says how long to wait before a retry.', isAlone: true },
  'clock.ts': { job: 'provides the time.', isAlone: true },
  'ids.ts': { job: 'names and makes ids.', isAlone: true },
  'text/': {
    job: 'compares, quotes and suggests words, and reads unchecked JSON.',
    packages: 'fastest-levenshtein',
    builtIns: '',
    isAlone: true,
  },
};

const serving: Readonly<Record<string, Row>> = {
  'commands/': {
    job: 'has one file for each command of the bin.',
    imports:
      'access/ app/ audit/ catalogue.ts chat/ client-settings/ config/ credentials/ database/ doctor/ index-crawl/ journal/ load-tool.ts mcp/ notion/ notion-oauth/ oauth-server/grants/sign-out.ts sandbox/ search-index/ sealing/ telemetry/running.ts tool.ts toolsets.ts upstream/sign-in/hosted-settings.ts upstream/tokens/revoke-hosted.ts webhooks/ workers/',
  },
  'help/': {
    job: 'tells people in a terminal what the program can do.',
    imports: 'config/',
    builtIns: '',
  },
  'client-settings/': {
    job: 'knows how MCP clients are told of a server.',
    isAlone: true,
    builtIns: '',
  },
  'app/': {
    job: 'puts the parts together that make a server.',
    imports:
      'access/ audit/ bounded-work/ catalogue.ts chat/ config/ connections/ credentials/ database/ embeddings/ files/upload-folder.ts http/ index-crawl/ index-meaning/ journal/ library/ mcp/ notion/ notion-oauth/ oauth-server/ openapi/ redis/ search-index/ sealing/ telemetry/ tool.ts toolsets.ts upstream/ web/ webhooks/ workspace/changes/undo/ write-catalogue.ts',
    packages: '@modelcontextprotocol/server bottleneck express zod',
  },
  'config/': {
    job: 'turns arguments and environment into one frozen object.',
    imports:
      'access/ audit/ database/postgres/postgres-settings.ts http/host-names.ts notion/client/lockdown.ts notion/roots/named-root.ts notion-oauth/settings.ts sealing/keys.ts telemetry/ toolsets.ts upstream/sign-in/hosted-settings.ts',
  },
  'doctor/': {
    job: 'checks settings, store and Notion; serves no requests.',
    imports:
      'config/ credentials/ database/ embeddings/ http/host-names.ts notion/ notion-oauth/ redis/redis-options.ts sealing/',
    packages: 'ioredis',
  },
  'http/': {
    job: 'is a kit for serving and fetching over HTTP; knows nothing of MCP, OAuth or Notion.',
    imports: 'bounded-work/until-aborted.ts sealing/keys.ts telemetry/',
    packages: 'express express-rate-limit lru-cache',
  },
  'web/': {
    job: 'renders pages from what its ports provide, and knows neither tokens nor Notion.',
    imports: 'http/ icon.ts telemetry/',
    packages: 'express zod',
  },
  'workers/': {
    job: 'keeps several serving processes running behind one port.',
    imports: 'mcp/http/health.ts telemetry/',
  },
  'webhooks/': {
    job: 'receives change events from Notion, each once.',
    imports: 'credentials/ database/ http/ notion/cache/workspace-changes.ts sealing/ telemetry/',
    packages: 'express lru-cache zod',
  },
  'redis/': {
    job: 'keeps what processes share, and may be away: it implements ports.',
    imports:
      'config/settings/redis-settings.ts mcp/elicitation/reply-broker.ts notion/cache/ notion/limits/ telemetry/',
    packages: '@modelcontextprotocol/server ioredis zod',
  },
  'telemetry/': {
    job: 'logs, traces and counts; every room but the pure ones may use it.',
    packages: '@opentelemetry/api @opentelemetry/sdk-node pino',
    isAlone: true,
  },
  'bounded-work/': {
    job: 'runs any work on threads with a deadline, and watches the event loop.',
    imports: 'telemetry/log/terminal-line.ts',
    isAlone: true,
  },
};

const rights: Readonly<Record<string, Row>> = {
  'access/': {
    job: 'says who calls and what for.',
    imports: 'audit/audit-log.ts database/ sealing/keys.ts',
    packages: 'kysely zod',
  },
  'audit/': {
    job: 'records what other rooms report, in a chain.',
    imports: 'credentials/ database/ sealing/ telemetry/',
    packages: 'kysely',
  },
  'journal/': {
    job: 'records changes, before and after, in the audit log’s chain.',
    imports:
      'audit/ credentials/key-rotation/sealed-rows.ts database/ sealing/ workspace/changes/change-journal.ts',
    packages: 'zod',
  },
  'oauth-server/': {
    job: 'lets apps in for people: our own authorization server.',
    imports:
      'access/ audit/audit-log.ts credentials/ database/ http/ notion/roots/named-root.ts notion-oauth/ sealing/keys.ts telemetry/ web/',
    packages: 'express lru-cache oidc-provider zod',
  },
  'notion-oauth/': {
    job: 'brings a consent at Notion into credentials/.',
    imports:
      'access/ audit/audit-log.ts credentials/ database/ http/ notion/ sealing/keys.ts telemetry/ web/',
    packages: '@notionhq/client express zod',
  },
  'connections/': {
    job: 'opens the connections of a space.',
    imports:
      'credentials/ notion/ search-index/text-index.ts telemetry/ tool.ts upstream/client/ upstream/hosted-token.ts',
    packages: 'lru-cache',
  },
  'credentials/': {
    job: 'keeps what was authorized: events, refresh, rotation of keys.',
    imports: 'bounded-work/until-aborted.ts database/ notion/client/token-source.ts sealing/ telemetry/',
    packages: 'kysely zod',
  },
  'database/': {
    job: 'is the database of either kind: its schema, and only rows that this server wrote.',
    imports: 'database/macs/ database/migrations/ sealing/keys.ts',
    packages: 'kysely lru-cache',
  },
  'database/macs/': {
    job: 'distinguishes rows that this server wrote from others.',
    imports: 'database/schema.ts sealing/keys.ts',
  },
  'database/migrations/': {
    job: 'brings the schema up to date, and knows the database and nothing else.',
    imports: 'database/database.ts',
    packages: 'kysely',
    isAlone: true,
  },
  'database/postgres/': {
    job: 'stores data in Postgres.',
    imports: 'database/database.ts database/macs/ database/migrate.ts database/schema.ts',
    packages: 'kysely pg',
  },
  'database/sqlite/': {
    job: 'stores data in a SQLite file.',
    imports:
      'bounded-work/turns.ts database/database.ts database/macs/ database/migrate.ts database/schema.ts sealing/private-files.ts',
    packages: 'kysely libsql lru-cache',
  },
  'sealing/': { job: 'has the keys, seals and opens.' },
};

/** What reads Notion and makes text of it. */
const reading: Readonly<Record<string, Row>> = {
  'workspace/': {
    job: 'answers questions that need several requests.',
    imports: 'content/answer/ notion/endpoints/list-page.ts notion/session.ts',
    builtIns: '',
  },
  'workspace/changes/': {
    job: 'plans changes, makes them one by one, and takes them back.',
    imports:
      'content/ notion/ workspace/databases/ workspace/names/ workspace/pages/ workspace/properties/ workspace/*',
    packages: '@notionhq/client zod',
    builtIns: 'crypto util',
  },
  'workspace/comments/': {
    job: 'collects the comments on a page and its blocks.',
    imports: 'content/ notion/ workspace/names/ workspace/*',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'workspace/databases/': {
    job: 'asks for the rows of a database, and counts them.',
    imports: 'content/ notion/ workspace/names/ workspace/properties/ workspace/*',
    packages: '@notionhq/client zod',
    builtIns: 'crypto',
  },
  'workspace/files/': {
    job: 'finds the files of a page or block.',
    imports: 'content/ notion/ parsing/ workspace/names/ workspace/pages/ workspace/*',
    builtIns: '',
  },
  'workspace/hosted/': {
    job: 'asks Notion’s hosted server beside the REST API, or alone.',
    imports: 'content/ notion/ parsing/ workspace/names/ workspace/search/ workspace/*',
    packages: 'zod',
    builtIns: '',
  },
  'workspace/names/': {
    job: 'turns ids into names, and names into pages, databases and people.',
    imports: 'content/ notion/ workspace/*',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'workspace/pages/': {
    job: 'makes the document of a page.',
    imports: 'content/ notion/ parsing/ workspace/names/ workspace/properties/ workspace/*',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'workspace/properties/': {
    job: 'completes the values that Notion cuts.',
    imports: 'content/ notion/ workspace/names/ workspace/*',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'workspace/search/': {
    job: 'searches titles, and texts behind them.',
    imports: 'content/ notion/ parsing/ search-index/* workspace/names/ workspace/pages/ workspace/*',
    builtIns: '',
  },
  'embeddings/': {
    job: 'asks an endpoint for vectors that say what texts mean.',
    packages: 'p-retry',
    builtIns: 'timers/promises',
  },
  'index-crawl/': {
    job: 'reads a workspace into its index, and keeps the two alike.',
    imports:
      'content/ notion/ parsing/ search-index/document/ search-index/query/ search-index/* telemetry/ workspace/',
    packages: '@notionhq/client lru-cache zod',
    builtIns: '',
  },
  'index-meaning/': {
    job: 'has the passages of an index, and the questions to it, embedded.',
    imports: 'embeddings/ index-crawl/crawl-lease.ts index-crawl/step-loop.ts search-index/* telemetry/',
    packages: 'lru-cache',
    builtIns: '',
  },
  'parsing/': {
    job: 'runs content/ on a thread, so that a large text does not block the event loop.',
    imports: 'bounded-work/ content/',
    builtIns: 'worker_threads',
  },
  'files/': {
    job: 'turns the bytes of a file into an image or a text, on a thread.',
    imports: 'bounded-work/ http/limits/concurrency-limiter.ts',
    packages: '@cf-wasm/photon unpdf',
    builtIns: 'fs fs/promises path worker_threads',
  },
  'notion/': {
    job: 'says what a call may do with one connection.',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'notion/client/': {
    job: 'sends requests for one authorization: cache, budget, retry.',
    imports:
      'bounded-work/turns.ts http/fetch/ notion/cache/ notion/endpoints/ notion/file-gone-error.ts notion/hosted-session.ts notion/limits/ notion/session.ts search-index/text-index.ts telemetry/',
    packages: '@notionhq/client p-retry',
  },
  'notion/endpoints/': {
    job: 'has one typed function for each request.',
    imports: 'notion/parent-of.ts notion/session.ts',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'notion/cache/': {
    job: 'keeps what one authorization has read lately.',
    imports: 'bounded-work/until-aborted.ts notion/session.ts telemetry/',
    packages: 'lru-cache',
    builtIns: 'util',
  },
  'notion/limits/': {
    job: 'limits requests to what Notion grants.',
    packages: 'bottleneck lru-cache',
    builtIns: '',
  },
  'notion/values/': {
    job: 'turns plain values into what Notion stores in a property, and compares the two.',
    imports: 'content/properties/ notion/query/',
    builtIns: '',
  },
  'notion/writes/': {
    job: 'sends what changes something, and never twice what may be saved.',
    imports: 'notion/client/ notion/session.ts',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'notion/query/': {
    job: 'turns conditions into filters that Notion understands.',
    imports: 'content/properties/number-format.ts content/properties/property-types.ts notion/reference.ts',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'notion/roots/': {
    job: 'limits a session to some pages and what lies below them.',
    imports:
      'content/properties/property-types.ts notion/cache/ notion/client/ notion/endpoints/ notion/parent-of.ts notion/query/ notion/reference.ts notion/session.ts',
    packages: '@notionhq/client',
    builtIns: '',
  },
  'sandbox/': {
    job: 'plays Notion for demo and tests; shares no code with the server, so that it cannot agree with it by accident.',
    packages: 'libsql zod',
    isAlone: true,
  },
};

const list = (words = ''): readonly string[] => words.split(' ').filter((word) => word !== '');

/** Who may import whom: the one place that says it. */
export const layers: Layers = {
  rooms: Object.entries({
    ...top,
    ...mcp,
    ...serving,
    ...chatSite,
    ...rights,
    ...chat,
    ...upstream,
    ...reading,
    ...searchIndex,
    ...content,
  }).map(([path, { job, imports, packages, builtIns, isAlone = false }]) => {
    const modules = builtIns ?? (path in content ? '' : undefined);
    return {
      path,
      job,
      imports: list(imports),
      packages: list(packages),
      isAlone,
      ...(modules === undefined ? {} : { builtIns: list(modules) }),
    };
  }),
  forAll: list(FOR_ALL),
};
