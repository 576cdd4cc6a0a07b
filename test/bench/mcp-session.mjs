// One MCP server as a child process over stdio, and what its answers cost.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** A page may hold `<|endoftext|>`; there it is text. */
const asText = { disallowedSpecial: new Set() };

export function tokensOf(text) {
  return countTokens(text, asText);
}

/** `program` is { command, args, env }; of this process's own environment only PATH and the like are passed on. */
export async function openSession(program) {
  const transport = new StdioClientTransport({ ...program, stderr: 'pipe' });
  const errors = [];
  transport.stderr?.on('data', (chunk) => errors.push(String(chunk)));
  const client = new Client({ name: 'bench', version: '0' });
  await client.connect(transport);
  const answers = [];
  return {
    answers,
    version: client.getServerVersion()?.version,
    stderr: () => errors.join(''),
    listTools: async () => (await client.listTools()).tools,

    /** The text that a model gets to read. */
    async call(tool, input) {
      const { content, isError } = await client.callTool({ name: tool, arguments: input });
      const text = content.map((part) => part.text ?? '').join('\n');
      answers.push(text);
      if (isError === true) {
        throw new Error(text);
      }
      return text;
    },
    close: () => client.close(),
  };
}
