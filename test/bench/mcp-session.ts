// One MCP server as a child process over stdio, and what its answers cost.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** How a server is started; of this process's own environment only PATH and the like are passed on. */
export interface Program {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

export type McpSession = Awaited<ReturnType<typeof openSession>>;

export function tokensOf(text: string): number {
  // A page may hold `<|endoftext|>`; there it is text.
  return countTokens(text, { disallowedSpecial: new Set() });
}

export async function openSession(program: Program) {
  const transport = new StdioClientTransport({ ...program, stderr: 'pipe' });
  const errors: string[] = [];
  transport.stderr?.on('data', (chunk) => errors.push(String(chunk)));
  const client = new Client({ name: 'bench', version: '0' });
  await client.connect(transport);
  const answers: string[] = [];
  const sent: string[] = [];
  return {
    answers,
    /** The arguments of each call, as a model writes them. */
    sent,
    stderr: () => errors.join(''),
    listTools: async () => (await client.listTools()).tools,

    /** The text that a model gets to read. */
    async call(name: string, input: Record<string, unknown>): Promise<string> {
      sent.push(JSON.stringify(input));
      const { content, isError } = (await client.callTool({ name, arguments: input })) as CallToolResult;
      const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
      answers.push(text);
      if (isError === true) {
        throw new Error(text);
      }
      return text;
    },
    close: () => client.close(),
  };
}
