import type { Row } from './rooms-of-texts.js';

/** What speaks MCP with clients. */
export const mcp: Readonly<Record<string, Row>> = {
  'mcp/': {
    job: 'makes a server of tools, whatever carries its messages.',
    imports: 'mcp/calls/ mcp/elicitation/change-consent.ts mcp/resources/ tool.ts',
    packages: '@modelcontextprotocol/server',
  },
  'mcp/resources/': {
    job: 'answers what clients ask beside tools.',
    imports: 'mcp/calls/ tool.ts',
    packages: '@modelcontextprotocol/server zod',
  },
  'mcp/arguments/': {
    job: 'reads what a call was given.',
    imports: 'tool.ts',
    packages: 'zod',
  },
  'mcp/calls/': {
    job: 'runs one call: limits, session, outcome, log; the one catch.',
    imports:
      'access/ audit/audit-log.ts bounded-work/running-operations.ts connections/workspaces.ts hosted-ways.ts http/limits/ icon.ts mcp/arguments/ notion/ telemetry/ tool.ts toolsets.ts workspace/changes/change-journal.ts workspace/changes/confirm-change.ts workspace/omission-note.ts',
    packages: '@modelcontextprotocol/server zod',
  },
  'mcp/elicitation/': {
    job: 'asks the person at the client, and waits.',
    imports: 'http/limits/ mcp/calls/ sealing/seal.ts',
    packages: '@modelcontextprotocol/server zod',
  },
  'mcp/http/': {
    job: 'carries MCP over HTTP.',
    imports:
      'access/ bounded-work/running-operations.ts config/settings/http-settings.ts connections/space-workspaces.ts http/ mcp/calls/ mcp/elicitation/ telemetry/ toolsets.ts upstream/proxy/',
    packages: '@modelcontextprotocol/server express lru-cache zod',
  },
  'mcp/stdio/': {
    job: 'carries MCP over standard input and output, and answers in advance what every client asks first.',
    imports: 'mcp/arguments/json-schema.ts mcp/calls/ mcp/server.ts telemetry/ tool.ts toolsets.ts',
    packages: '@modelcontextprotocol/server',
  },
};
