import { InMemoryTransport, McpServer, type CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ChatServer } from '../../../src/chat/servers/chat-server.js';

/** A tool of a made-up server. */
export interface SampleTool {
  readonly name: string;
  readonly description?: string;
  /** True unless it is said. */
  readonly readOnly?: boolean | undefined;
  /** Whether its arguments have `dry_run`. */
  readonly dryRun?: boolean;
  readonly run: (given: Readonly<Record<string, unknown>>) => string | CallToolResult | Promise<string>;
}

/** A server in this process, and what it was asked. */
export interface SampleServer extends ChatServer {
  readonly calls: { readonly tool: string; readonly given: Readonly<Record<string, unknown>> }[];
  /** Connections that were made. */
  opened: number;
  /** Ends the connection from the server's side. */
  end(): Promise<void>;
}

export function sampleServer(name: string, tools: readonly SampleTool[]): SampleServer {
  let last: McpServer | undefined;
  const sample: SampleServer = {
    name,
    key: name,
    calls: [],
    opened: 0,
    transport: async () => {
      const server = new McpServer({ name, version: '1' });
      for (const { name: toolName, description = '', readOnly = true, dryRun = false, run } of tools) {
        server.registerTool(
          toolName,
          {
            description,
            inputSchema: z.looseObject(dryRun ? { dry_run: z.boolean().optional() } : {}),
            annotations: { readOnlyHint: readOnly },
          },
          async (given: Readonly<Record<string, unknown>>) => {
            sample.calls.push({ tool: toolName, given });
            const result = await run(given);
            return typeof result === 'string' ? { content: [{ type: 'text', text: result }] } : result;
          },
        );
      }
      const [client, own] = InMemoryTransport.createLinkedPair();
      await server.connect(own);
      sample.opened += 1;
      last = server;
      return client;
    },
    end: async () => last?.close(),
  };
  return sample;
}
