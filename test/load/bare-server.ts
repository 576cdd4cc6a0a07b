// What HTTP, Express and the SDK cost: a server with one tool that answers with a text as long as ours does.
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import express from 'express';
import { z } from 'zod';

const text = 'x'.repeat(Number(process.argv[2]));
const input = z.object({ query: z.string() });
const mcp = createMcpHandler(() => {
  const server = new McpServer({ name: 'bare', version: '0.0.0' }, { capabilities: { tools: {} } });
  server.registerTool('echo', { description: 'Echo', inputSchema: input }, () => ({
    content: [{ type: 'text', text }],
  }));
  return server;
});
const answer = toNodeHandler(mcp);
const app = express();
app.all(
  '/mcp',
  express.json({ limit: '1mb' }),
  (request, response) => void answer(request, response, request.body),
);
const listening = app.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/mcp` });
});
