// LangChain with the tools of this server: npm install @langchain/mcp-adapters @langchain/openai langchain
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';

const { MCP_URL = 'http://127.0.0.1:3000/mcp', MCP_TOKEN = '' } = process.env;
const { CHAT_API_URL = '', CHAT_API_KEY = '', CHAT_MODEL = '' } = process.env;
const servers = new MultiServerMCPClient({
  mcpServers: {
    notion: { transport: 'http', url: MCP_URL, headers: { Authorization: `Bearer ${MCP_TOKEN}` } },
  },
});
const agent = createAgent({
  model: new ChatOpenAI({
    model: CHAT_MODEL,
    apiKey: CHAT_API_KEY,
    configuration: { baseURL: CHAT_API_URL },
  }),
  tools: await servers.getTools(),
});
const question = process.argv[2] ?? 'Which tasks are in progress?';
const { messages } = await agent.invoke({ messages: [{ role: 'user', content: question }] });
console.log(messages.at(-1)?.content);
await servers.close();
