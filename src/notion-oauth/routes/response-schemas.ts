import * as z from 'zod';
import { reconnectReasons } from '../../credentials/events/events.js';

const time = z.iso.datetime();

/** A started flow. */
export const startedView = z.object({
  authorizeUrl: z.url().describe('Where the person has to be sent; a link works once, for ten minutes'),
  state: z.string().describe('Identifies the flow'),
});

/** A connection as its backend sees it. */
export const connectionView = z.object({
  id: z.uuid(),
  kind: z.enum(['rest', 'hosted']).describe("Through the REST API, or through Notion's own MCP server"),
  workspace: z.object({ id: z.string(), name: z.string().nullable(), icon: z.string().nullable() }),
  owner: z.object({ userId: z.string().nullable(), name: z.string().nullable() }),
  botId: z.string(),
  status: z.enum(['connected', 'reconnect_needed', 'disconnected']),
  reconnectReason: z.enum(reconnectReasons).nullable().describe('Set while a new consent is needed'),
  connectedAt: time,
  refreshedAt: time.nullable().describe('When Notion last renewed the tokens'),
  lastUsedAt: time.nullable().describe('To the minute'),
});

/** All connections of a space. */
export const connectionsView = z.object({
  connections: z.array(connectionView),
  hosted: z
    .object({ status: z.enum(['connected', 'connecting', 'needs-auth']) })
    .optional()
    .describe('How far the space is with the hosted server; absent where hosted connections are off'),
});

/** An ended connection. */
export const disconnectedView = z.object({
  id: z.uuid(),
  status: z.literal('disconnected'),
  revokedAtNotion: z.boolean(),
});
