// What a server costs that does nothing but list the same tools: the SDK itself, and Node.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

serveStdio(() => {
  const server = new McpServer({ name: 'bare', version: '0.0.0' }, { capabilities: { tools: {} } });
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    server.registerTool(
      name,
      { description: 'Does nothing', inputSchema: z.object({ text: z.string() }) },
      () => ({ content: [] }),
    );
  }
  return server;
});
