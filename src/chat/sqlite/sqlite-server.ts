import type { ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ChatServer } from '../servers/chat-server.js';
import { MAX_SQL_CHARACTERS } from './check-select.js';
import { QueryFailure } from './query-file.js';
import { MAX_RESULT_CHARACTERS, MAX_ROWS, type QueryJob, type QueryResult } from './query-messages.js';
import type { QueryPool } from './query-pool.js';

/**
 * The built-in server for a SQLite file: a real MCP server, in this process. Everybody has a connection of their own, over which
 * their queries take turns with those of others.
 */
export function sqliteServer(name: string, pool: QueryPool, person: string): ChatServer {
  return {
    name,
    key: `sqlite ${name} ${person}`,
    transport: async () => {
      const { InMemoryTransport, McpServer } = await import('@modelcontextprotocol/server');
      const queries = pool.for(person);
      const answer = async (job: QueryJob, { mcpReq: { signal } }: ServerContext) => {
        try {
          return { content: [{ type: 'text' as const, text: textOf(await queries.run(job, signal)) }] };
        } catch (error) {
          if (!(error instanceof QueryFailure)) {
            throw error;
          }
          return { content: [{ type: 'text' as const, text: error.message }], isError: true };
        }
      };
      const server = new McpServer({ name: 'sqlite', version: '1' });
      const annotations = { readOnlyHint: true, openWorldHint: false };
      server.registerTool(
        'list_tables',
        {
          description: 'Lists the tables and views of the SQLite database.',
          inputSchema: z.strictObject({}),
          annotations: { title: 'List tables', ...annotations },
        },
        (_given, context) => answer({ kind: 'tables' }, context),
      );
      server.registerTool(
        'describe_table',
        {
          description: 'Lists the columns of a table or view: name, type, keys and what they refer to.',
          inputSchema: z.strictObject({
            table: z.string().min(1).max(200).describe('As list_tables names it.'),
          }),
          annotations: { title: 'Describe table', ...annotations },
        },
        ({ table }, context) => answer({ kind: 'describe', table }, context),
      );
      server.registerTool(
        'query',
        {
          description: `Runs one SELECT on the SQLite database, read only. The first ${MAX_ROWS} rows are returned: count and aggregate in SQL.`,
          inputSchema: z.strictObject({
            sql: z
              .string()
              .min(1)
              .max(MAX_SQL_CHARACTERS)
              .describe('One SELECT in SQLite’s SQL, such as SELECT count(*) FROM users'),
          }),
          annotations: { title: 'Query', ...annotations },
        },
        ({ sql }, context) => answer({ kind: 'query', sql }, context),
      );
      const [client, own] = InMemoryTransport.createLinkedPair();
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a server is no EventTarget; this is its only hook.
      server.server.onclose = () => queries.close();
      await server.connect(own);
      return client;
    },
  };
}

/** A line of JSON for the columns and one for each row: what is in a value cannot be taken for another row. */
function textOf({ columns, rows, hasMore }: QueryResult): string {
  const lines = rows.map((row) => JSON.stringify(row));
  let characters = 0;
  // The first one in any case: who reads it sees which column is long.
  const shown = lines.filter((line, at) => (characters += line.length) <= MAX_RESULT_CHARACTERS || at === 0);
  const isCut = hasMore || shown.length < lines.length;
  const count = `${shown.length} ${shown.length === 1 ? 'row' : 'rows'}`;
  return [
    JSON.stringify(columns),
    ...shown,
    isCut ? `[the first ${count}; there are more]` : `[${count}]`,
  ].join('\n');
}
