import type { Row } from './rooms-of-texts.js';

/** A conversation with a model. */
export const chat: Readonly<Record<string, Row>> = {
  'chat/': {
    job: 'answers questions with a model and the tools of MCP servers; it knows our own server as one of them.',
    imports: 'chat/answering/ chat/model/ chat/servers/*',
    packages: 'ai',
  },
  'chat/answering/': {
    job: 'has the parts of one answer: its steps, calls, names and limits.',
    imports: 'chat/model/ chat/servers/ chat/*',
    packages: 'ai',
  },
  'chat/model/': {
    job: 'reaches a model over an OpenAI-compatible API.',
    imports: 'chat/*',
    packages: '@ai-sdk/openai-compatible ai p-retry',
    builtIns: 'timers/promises',
  },
  'chat/servers/': {
    job: 'keeps the connections with MCP servers, and reads what they say.',
    imports: 'bounded-work/until-aborted.ts http/host-names.ts',
    packages: '@modelcontextprotocol/client zod',
  },
  'chat/sqlite/': {
    job: 'is an MCP server for a SQLite file, which it can only read.',
    imports: 'chat/servers/',
    packages: '@modelcontextprotocol/server libsql zod',
  },
  'chat/terminal/': {
    job: 'holds a conversation in a terminal, where nothing foreign controls it.',
    imports: 'chat/servers/ chat/*',
    builtIns: 'readline stream',
  },
};
