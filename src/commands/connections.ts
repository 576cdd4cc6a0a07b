import { randomBytes } from 'node:crypto';
import type { StoreConfig } from '../config/config.js';
import { LoopbackConnectError } from '../notion-oauth/listen-on-loopback.js';
import { startLoopbackConnect } from '../notion-oauth/loopback.js';
import { revokeWith } from '../notion-oauth/revoke-at-notion.js';
import { systemClock } from '../clock.js';
import { daysLeft } from '../credentials/hosted-end.js';
import { revokeHosted } from '../upstream/tokens/revoke-hosted.js';
import { parseConnectionId, parseSpaceId, type SpaceId } from '../ids.js';
import type { Connection } from '../credentials/connections/read-connections.js';
import type { OpenStore } from '../app/open-store.js';
import { EXIT_FAILED, EXIT_USAGE, type Program } from '../app/program.js';

/** `connect`: a person connects a workspace in the browser, and it is stored for this machine. */
export async function connectWorkspace(
  store: OpenStore,
  config: StoreConfig,
  program: Program,
): Promise<void> {
  if (config.hosted !== undefined) {
    const { connectHosted } = await import('../app/hosted/connect-hosted.js');
    return connectHosted(store, config.hosted, spaceOf(config), program);
  }
  if (store.oauth === undefined) {
    program.fail('NOTION_CLIENT_ID is missing.', EXIT_USAGE);
  }
  try {
    const connection = await startLoopbackConnect({
      spaceId: spaceOf(config),
      oauth: store.oauth,
      credentials: store.credentials,
      clock: systemClock,
      randomBytes,
      log: program.log,
      announce: (url) =>
        program.print(`Open this link in your browser and choose the pages to share:\n\n  ${url}\n\n`),
    });
    program.print(
      `Connected ${describe(connection)}\nClients that run notion-rest-mcp no longer need a token.\n`,
    );
  } catch (error) {
    if (error instanceof LoopbackConnectError) {
      program.fail(error.message, EXIT_FAILED);
    }
    throw error;
  }
}

/** Connections listed over all spaces; an operator of more looks at one space. */
const MAX_LISTED = 1000;

/** `connections`: what is connected, space by space, or in one space. */
export async function listConnections(
  store: OpenStore,
  config: StoreConfig,
  program: Program,
): Promise<void> {
  const found = config.allSpaces
    ? await store.credentials.connectionsOfAllSpaces(MAX_LISTED + 1)
    : await store.credentials.allConnectionsOf(spaceOf(config));
  if (found.length === 0) {
    const where = config.allSpaces ? '' : ' in this space';
    program.print(`No workspace is connected${where}. Connect one with: notion-rest-mcp connect\n`);
    return;
  }
  const connections = found.slice(0, MAX_LISTED);
  const now = systemClock.now();
  // A machine of one person has one space, whose name says nothing.
  const isNamed = connections.some(({ spaceId }) => spaceId !== spaceOf(config));
  for (const [index, connection] of connections.entries()) {
    const isFirst = connections[index - 1]?.spaceId !== connection.spaceId;
    const heading = isNamed && isFirst ? `Space ${connection.spaceId}\n` : '';
    const indent = isNamed ? '  ' : '';
    program.print(`${heading}${indent}${describe(connection)}${noticeOf(connection, now)}\n`);
  }
  if (found.length > MAX_LISTED) {
    program.print(`There are more than ${MAX_LISTED}; list those of one space with --space <id>.\n`);
  }
}

/** `disconnect`: ends a connection here and its tokens at Notion. */
export async function disconnectWorkspace(
  store: OpenStore,
  config: StoreConfig,
  program: Program,
): Promise<void> {
  const id = parseConnectionId(config.operand ?? '');
  const ended =
    id === undefined
      ? { found: false }
      : await store.credentials.disconnect(spaceOf(config), id, 'command line');
  if (!ended.found) {
    program.fail('There is no such connection. List them with: notion-rest-mcp connections', EXIT_USAGE);
  }
  const tokens = 'tokens' in ended ? ended.tokens : undefined;
  if (tokens === undefined) {
    program.print('Disconnected.\n');
    return;
  }
  const { log } = program;
  const revoke = revokeWith(store.oauth, (hosted) => revokeHosted(hosted, log), log);
  const revoked = await revoke(tokens);
  program.print(
    revoked
      ? 'Disconnected, and the tokens were revoked at Notion.\n'
      : 'Disconnected here, but not at Notion: remove the connection in Notion under Settings → Connections.\n',
  );
}

/** `rebuild`: rebuilds the projections from the log. */
export async function rebuildProjections(store: OpenStore, program: Program): Promise<void> {
  const counts = await store.credentials.rebuild();
  program.print(`Rebuilt from the event log: ${JSON.stringify(counts)}\n`);
}

function spaceOf(config: StoreConfig): SpaceId {
  const space = parseSpaceId(config.space);
  if (space === undefined) {
    throw new Error('The space was validated with the configuration.');
  }
  return space;
}

/** Told ahead, because only a person at a browser can prevent it. */
function noticeOf(connection: Connection, now: Date): string {
  const days = daysLeft(connection, now);
  return days === undefined ? '' : `, expires in ${days} ${days === 1 ? 'day' : 'days'}: reconnect`;
}

function describe({ id, kind, workspace, owner, status, connectedAt }: Connection): string {
  const by = owner.name === null ? '' : ` by ${owner.name}`;
  const how = kind === 'hosted' ? ' (hosted)' : '';
  return `${workspace.name ?? 'Unnamed workspace'}${how}: ${status.replace('_', ' ')}, connected ${connectedAt.toISOString().slice(0, 10)}${by} (${id})`;
}
