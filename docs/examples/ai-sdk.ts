// The AI SDK with the tools of this server, for any OpenAI-compatible model.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { dynamicTool, jsonSchema, stepCountIs, streamText } from 'ai';

const { MCP_URL = 'http://127.0.0.1:3000/mcp', MCP_TOKEN = '' } = process.env;
const { CHAT_API_URL = '', CHAT_API_KEY = '', CHAT_MODEL = '' } = process.env;
const client = new Client({ name: 'ai-sdk-example', version: '1.0.0' });
await client.connect(
  new StreamableHTTPClientTransport(new URL(MCP_URL), {
    requestInit: { headers: { authorization: `Bearer ${MCP_TOKEN}` } },
  }),
);
const { tools } = await client.listTools();
const provider = createOpenAICompatible({ name: 'example', baseURL: CHAT_API_URL, apiKey: CHAT_API_KEY });
const { textStream } = streamText({
  model: provider.chatModel(CHAT_MODEL),
  prompt: process.argv[2] ?? 'Which tasks are in progress?',
  stopWhen: stepCountIs(6),
  tools: Object.fromEntries(
    tools
      // Without a person to ask, only what reads.
      .filter(({ annotations }) => annotations?.readOnlyHint === true)
      .map(({ name, description, inputSchema }) => [
        name,
        dynamicTool({
          description: description ?? '',
          inputSchema: jsonSchema(inputSchema),
          execute: async (input) =>
            (await client.callTool({ name, arguments: { ...Object(input) } })).content,
        }),
      ]),
  ),
});
for await (const text of textStream) {
  process.stdout.write(text);
}
await client.close();
