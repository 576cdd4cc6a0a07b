import type { Credentials } from '../credentials/credentials.js';
import { ConnectionLostError } from '../credentials/access-token.js';
import type { SpaceId } from '../credentials/identifiers.js';
import type { Connection } from '../credentials/read-connections.js';
import { InputError, ReconnectError } from '../errors.js';
import type { Workspaces } from '../mcp/workspaces.js';
import type { AccessToken, NotionConnection, TokenSource } from '../notion/connection.js';
import { parseReference } from '../notion/reference.js';
import { matchText } from '../text/match-text.js';
import { quote } from '../text/suggest.js';
import type { WorkspaceCard } from '../tool.js';
import type { ConnectLinks } from './connect-links.js';
import type { ConnectionRegistry } from './connection-registry.js';

export interface SpaceWorkspacesOptions {
  readonly credentials: Pick<
    Credentials,
    'connectionsOf' | 'accessTokenOf' | 'refreshAfterUnauthorized' | 'markUsed'
  >;
  readonly registry: ConnectionRegistry;
  readonly links: ConnectLinks;
}

/**
 * The workspaces of one space. The space is fixed when the object is made, from the caller's key, and every read below
 * takes it along: there is no argument of a tool through which another space could be named.
 */
export class SpaceWorkspaces implements Workspaces {
  readonly #spaceId: SpaceId;
  readonly #options: SpaceWorkspacesOptions;

  constructor(spaceId: SpaceId, options: SpaceWorkspacesOptions) {
    this.#spaceId = spaceId;
    this.#options = options;
  }

  async list(): Promise<readonly WorkspaceCard[]> {
    return (await this.#connections()).map(toCard);
  }

  async open(wanted: string | undefined): Promise<NotionConnection> {
    const connections = await this.#connections();
    const [only, ...others] = connections;
    if (only === undefined) {
      throw await this.#notConnected('No Notion workspace is connected.');
    }
    const connection = wanted === undefined && others.length === 0 ? only : choose(connections, wanted);
    await this.#options.credentials.markUsed(this.#spaceId, connection.id);
    return this.#options.registry.open(connection, this.#tokensOf(connection));
  }

  async #connections(): Promise<readonly Connection[]> {
    const all = await this.#options.credentials.connectionsOf(this.#spaceId);
    return all.filter(({ status }) => status !== 'disconnected');
  }

  #tokensOf({ id }: Connection): TokenSource {
    const { credentials } = this.#options;
    const withLink = async (
      token: Promise<{ accessToken: string; version: number }>,
    ): Promise<AccessToken> => {
      try {
        const { accessToken, version } = await token;
        return { token: accessToken, version };
      } catch (error) {
        throw error instanceof ConnectionLostError ? await this.#notConnected(error.message, error) : error;
      }
    };
    return {
      current: (signal) => withLink(credentials.accessTokenOf(this.#spaceId, id, signal)),
      renewed: ({ version }, signal) =>
        withLink(credentials.refreshAfterUnauthorized(this.#spaceId, id, version, signal)),
    };
  }

  async #notConnected(message: string, cause?: Error): Promise<ReconnectError> {
    const link = await this.#options.links.linkFor(this.#spaceId);
    return new ReconnectError(message, `A person has to open this link once, then call again: ${link}`, {
      cause,
    });
  }
}

function choose(connections: readonly Connection[], wanted: string | undefined): Connection {
  const cards = connections.map(toCard);
  if (wanted !== undefined) {
    const id = parseReference(wanted)?.id;
    const match = matchText(
      wanted,
      cards.map(({ name }) => name),
    );
    const found = connections.filter(
      (connection, index) =>
        connection.workspace.id === id || ('match' in match && cards[index]?.name === match.match),
    );
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) {
      return only;
    }
  }
  const list = cards.map(({ name, id }) => `${quote(name)} (${id})`).join(', ');
  throw new InputError(
    'workspace',
    wanted === undefined
      ? 'Several workspaces are connected.'
      : 'No connected workspace has this name or id, or several have.',
    `Pass one of: ${list}.`,
  );
}

function toCard({ workspace, owner, status }: Connection): WorkspaceCard {
  return {
    name: workspace.name ?? 'Unnamed workspace',
    id: workspace.id,
    owner: owner.name ?? undefined,
    needsReconnect: status === 'reconnect_needed',
  };
}
