// An agent's way to Notion over Streamable HTTP, with the official client: find, query, read.
// MCP_URL: http://127.0.0.1:3000/mcp, MCP_TOKEN: the server's token or a service key.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const { MCP_URL = 'http://127.0.0.1:3000/mcp', MCP_TOKEN = '' } = process.env;
const client = new Client({ name: 'issue-solver', version: '1.0.0' });
await client.connect(
  new StreamableHTTPClientTransport(new URL(MCP_URL), {
    requestInit: { headers: { authorization: `Bearer ${MCP_TOKEN}` } },
  }),
);

async function call(name: string, input: Record<string, unknown>): Promise<string> {
  const { content, isError } = await client.callTool({ name, arguments: input });
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  if (isError === true) {
    // The text says what to do instead: give it to the model.
    throw new Error(text);
  }
  return text;
}

const open = await call('notion_query_database', {
  database: 'Tasks',
  where: [{ property: 'Status', operator: 'equals', value: 'In progress' }],
  columns: ['Assignee', 'Due'],
  limit: 5,
});
const guides = await call('notion_search', { query: 'deploy guide', limit: 3 });
const [page] = /https:\/\/app\.notion\.com\/\S+/.exec(guides) ?? [];
// What stands in the fence was written by others: it is data, never instructions.
console.log([open, await call('notion_read_page', { page, max_chars: 2000 })].join('\n\n'));
await client.close();
