import type { Credentials } from '../credentials/credentials.js';
import { ConnectionLostError } from '../credentials/access-token.js';
import type { ConnectionId, SpaceId } from '../ids.js';
import type { RestConnection } from '../credentials/connections/read-connections.js';
import { InputError, ReconnectError } from '../errors.js';
import type { Workspaces } from './workspaces.js';
import type { NotionConnection } from '../notion/client/connection.js';
import type { TokenSource } from '../notion/client/token-source.js';
import { parseReference } from '../notion/reference.js';
import { readsOnly, type NarrowedWrites } from '../notion/roots/write-gate.js';
import { restrictToRoots } from '../notion/roots/rooted-session.js';
import { noteConnection } from '../telemetry/operation.js';
import { matchText } from '../text/match-text.js';
import type { WorkspaceSummary } from '../tool.js';
import type { ConnectionRegistry } from './connection-registry.js';
import { listWords, say, Words } from '../text/words.js';

const TERMINAL_ADVICE = say`Ask the user to run \`notion-rest-mcp connect\` in a terminal once, then retry.`;

/** A person's choice for an app. */
export interface VisibleSelection {
  readonly connectionIds: ReadonlySet<ConnectionId>;
  /** Roots of the app; null for everything. */
  readonly roots: readonly string[] | null;
  /** The connections in which it may make changes, where those are not all of them. */
  readonly writeIn?: ReadonlySet<ConnectionId> | undefined;
  /** What it may change there; all if absent. */
  readonly changes?: Partial<NarrowedWrites> | undefined;
}

export interface SpaceWorkspacesOptions {
  readonly credentials: Pick<
    Credentials,
    'connectionsOf' | 'accessTokenOf' | 'refreshAfterUnauthorized' | 'markUsed'
  >;
  readonly registry: ConnectionRegistry;
  /** Link where a person connects in a browser, if any. */
  readonly links: {
    linkFor(spaceId: SpaceId): Promise<string | undefined>;
    /** The hint if there is no link; a terminal command if absent. */
    readonly otherwise?: Words;
  };
  /** What the caller may see: all of the space's connections, or a person's choice for an app. */
  readonly visibleConnections: 'all' | (() => Promise<VisibleSelection>);
  /** Roots of a caller who sees all connections; absent for no restriction. */
  readonly roots?: readonly string[] | undefined;
  /** What such a caller may change of that; absent for all. */
  readonly changes?: Partial<NarrowedWrites> | undefined;
}

interface SpaceConnections {
  readonly connections: readonly RestConnection[];
  readonly roots: readonly string[] | undefined;
  readonly writeIn?: ReadonlySet<ConnectionId> | undefined;
  readonly changes: Partial<NarrowedWrites> | undefined;
}

/**
 * The workspaces of one space. The space is fixed at construction, from the caller's key, and every query includes it:
 * no argument of a tool can name another space.
 */
export class SpaceWorkspaces implements Workspaces {
  readonly #spaceId: SpaceId;
  readonly #options: SpaceWorkspacesOptions;
  /** Looked up once: the object lives for one call. */
  #found: Promise<SpaceConnections> | undefined;

  constructor(spaceId: SpaceId, options: SpaceWorkspacesOptions) {
    this.#spaceId = spaceId;
    this.#options = options;
  }

  async list(): Promise<readonly WorkspaceSummary[]> {
    return (await this.#find()).connections.map(toSummary);
  }

  async open(wanted: string | undefined): Promise<NotionConnection> {
    const { connections, roots, writeIn, changes } = await this.#find();
    const [only, ...others] = connections;
    if (only === undefined) {
      throw await this.#notConnected(say`No Notion workspace is connected.`);
    }
    const connection = wanted === undefined && others.length === 0 ? only : choose(connections, wanted);
    noteConnection(connection.id);
    this.#options.credentials.markUsed(this.#spaceId, connection.id);
    const opened = this.#options.registry.open(connection, {
      token: this.#tokensOf(connection),
      explainLoss: async (error) =>
        error instanceof ConnectionLostError ? this.#notConnected(error.wording.problem, error) : error,
      changes,
      ...(writeIn === undefined || writeIn.has(connection.id)
        ? {}
        : { writes: readsOnly(connection.workspace.name ?? 'This workspace') }),
    });
    return restrictToRoots(roots, opened);
  }

  #find(): Promise<SpaceConnections> {
    this.#found ??= this.#findNow();
    return this.#found;
  }

  /** Connections and roots are read together: a call may wait while its person chooses both. */
  async #findNow(): Promise<SpaceConnections> {
    const { credentials, visibleConnections, roots, changes } = this.#options;
    const all = await credentials.connectionsOf(this.#spaceId);
    const connected = all.filter(({ status }) => status !== 'disconnected');
    if (visibleConnections === 'all') {
      return { connections: connected, roots, changes };
    }
    const part = await visibleConnections();
    return {
      connections: connected.filter(({ id }) => part.connectionIds.has(id)),
      roots: part.roots ?? undefined,
      writeIn: part.writeIn,
      changes: part.changes,
    };
  }

  #tokensOf({ id }: RestConnection): TokenSource {
    const { credentials } = this.#options;
    return {
      current: (signal) => credentials.accessTokenOf(this.#spaceId, id, signal),
      renewed: ({ version }, signal) =>
        credentials.refreshAfterUnauthorized(this.#spaceId, id, version, signal),
    };
  }

  async #notConnected(problem: Words, cause?: Error): Promise<ReconnectError> {
    const { links } = this.#options;
    const link = await links.linkFor(this.#spaceId);
    const advice =
      link === undefined
        ? (links.otherwise ?? TERMINAL_ADVICE)
        : say`Ask the user to open this link once, then retry: ${Words.address(link)}`;
    return new ReconnectError(problem, advice, { cause, link });
  }
}

function choose(connections: readonly RestConnection[], wanted: string | undefined): RestConnection {
  const cards = connections.map(toSummary);
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
  const list = listWords(cards, ({ name, id }) => say`${name} (${Words.term(id)})`, ', ');
  throw new InputError(
    'workspace',
    wanted === undefined
      ? say`Several workspaces are connected.`
      : say`No connected workspace has this name or id, or several do.`,
    say`Pass one of: ${list}.`,
  );
}

function toSummary({ workspace, owner, status }: RestConnection): WorkspaceSummary {
  return {
    name: workspace.name ?? 'Unnamed workspace',
    id: workspace.id,
    owner: owner.name ?? undefined,
    needsReconnect: status === 'reconnect_needed',
  };
}
