import { afterAll, expect, it } from '@jest/globals';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { spanNamed, startObservedServer } from '../../support/servers/observed-server.js';
import { killAll } from '../../support/servers/spawn.js';

afterAll(async () => {
  await closeClients();
  killAll();
});

it('the line of a tool call names the span of the call, and other lines none', async () => {
  const server = await startObservedServer();
  try {
    const client = await connectHttp('v2 modern', server.url);
    await client.callTool('notion_list_databases');
    const span = spanNamed(
      await server.receiver.spansUntil('tools/call notion_list_databases'),
      'tools/call notion_list_databases',
    );
    await server.cli.stderrMatch(/called a tool/);
    const lines = server.cli
      .stderr()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ msg }) => msg === 'called a tool')).toMatchObject({
      tool: 'notion_list_databases',
      trace_id: span.traceId,
      span_id: span.spanId,
    });
    expect(lines[0]).not.toHaveProperty('trace_id');
  } finally {
    await server.close();
  }
});
