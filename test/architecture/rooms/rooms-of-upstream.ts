import type { Row } from './rooms-of-texts.js';

/** What speaks with Notion's hosted MCP server. */
export const upstream: Readonly<Record<string, Row>> = {
  'upstream/': {
    job: 'is a client of Notion’s hosted MCP server: sign-in, tokens, what is asked through it.',
    imports:
      'audit/audit-log.ts credentials/ database/ http/ notion/client/http-fetch.ts notion-oauth/ sealing/ telemetry/ web/',
    packages: '@modelcontextprotocol/client express zod',
  },
  'upstream/client/': {
    job: 'asks the hosted server in our own name, and checks what it offers.',
    imports:
      'bounded-work/until-aborted.ts notion/hosted-session.ts upstream/hosted-token.ts upstream/request/',
    packages: '@modelcontextprotocol/client bottleneck lru-cache zod',
  },
  'upstream/proxy/': {
    job: 'passes messages on to the hosted server, and its answers back as they are.',
    imports: 'upstream/client/hosted-tool.ts upstream/hosted-token.ts upstream/request/',
  },
  'upstream/request/': {
    job: 'posts one message to the hosted server.',
    imports: 'upstream/hosted-token.ts',
  },
};
