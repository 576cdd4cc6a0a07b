import type { Row } from './rooms-of-texts.js';

/** The chat of people in their browsers. */
export const chatSite: Readonly<Record<string, Row>> = {
  'chat/page/': {
    job: 'renders the page of the chat, where every foreign text stays text.',
    imports: 'chat/* web/',
    builtIns: 'crypto fs',
  },
  'chat/site/': {
    job: 'answers people in their browsers, each with their own conversations; knows no MCP and no model.',
    imports:
      'chat/answering/event-queue.ts chat/page/ chat/servers/server-failure.ts chat/* http/ telemetry/ web/',
    packages: 'express zod',
    builtIns: '',
  },
};
