import type { Credentials } from '../credentials/credentials.js';
import { ConnectionLostError } from '../credentials/access-token.js';
import type { ConnectionId, SpaceId } from '../ids.js';
import type { RestConnection } from '../credentials/connections/read-connections.js';
import { AccessError, ReconnectError } from '../errors.js';
import type { Workspaces } from './workspaces.js';
import type { NotionConnection } from '../notion/client/connection.js';
import type { TokenSource } from '../notion/client/token-source.js';
import { readsOnly, type NarrowedWrites } from '../notion/roots/write-gate.js';
import { restrictToRoots } from '../notion/roots/rooted-session.js';
import { noteConnection } from '../telemetry/operation.js';
import type { WorkspaceSummary } from '../tool.js';
import type { ConnectionRegistry } from './connection-registry.js';
import { say, Words } from '../text/words.js';
import type { HostedConnection } from '../upstream/hosted-token.js';
import { chooseWorkspace } from './choose-workspace.js';
import { hostedHalf, hostedOnlyConnection, withHostedLink, type HostedHalves } from './hosted-half.js';

const TERMINAL_ADVICE = say`Ask the user to run \`notion-rest-mcp connect\` in a terminal once, then retry.`;

/** A person's choice for an app. */
export interface VisibleSelection {
  readonly connectionIds: ReadonlySet<ConnectionId>;
  /** Whether the hosted halves of those over REST are seen with them, though nobody has chosen them by their own ids. */
  readonly withHalves?: boolean;
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
  /** Absent where there are no hosted connections, or where answers are limited to some authors: it knows no such limit. */
  readonly hosted?: HostedHalves | undefined;
}

/** What a caller may do with a connection to the hosted server. */
export interface HostedOpening {
  readonly connection: HostedConnection;
  /** Whether the caller may change this workspace, as far as its person has said. */
  readonly mayWrite: boolean;
  /** The error with the way back for this caller. */
  readonly explainLoss: (error: ReconnectError) => Promise<ReconnectError>;
}

/** A workspace by its connections: over REST, through the hosted server, or both. */
interface SpaceWorkspace {
  readonly card: WorkspaceSummary;
  readonly rest: RestConnection | undefined;
  readonly hosted: HostedConnection | undefined;
}

interface SpaceConnections {
  readonly connections: readonly RestConnection[];
  readonly hosted: readonly HostedConnection[];
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
    return workspacesIn(await this.#find()).map(({ card }) => card);
  }

  async open(wanted: string | undefined): Promise<NotionConnection> {
    const found = await this.#find();
    const workspaces = workspacesIn(found);
    if (workspaces.length === 0) {
      throw await this.#notConnected(say`No Notion workspace is connected.`);
    }
    const { rest, hosted } = chooseWorkspace(workspaces, wanted);
    const halves = this.#options.hosted;
    const isHosted = hosted !== undefined && halves !== undefined;
    if (rest === undefined) {
      if (!isHosted) {
        throw await this.#notConnected(say`No Notion workspace is connected.`);
      }
      noteConnection(hosted.id);
      return hostedOnlyConnection(hosted, halves);
    }
    const opened = this.#openRest(rest, found);
    return isHosted ? { ...opened, hosted: hostedHalf(hosted, halves, false) } : opened;
  }

  /**
   * A connection to the hosted server itself, for what is passed on to it as it is. Rejects with an `AccessError` for a caller
   * with roots: the hosted server knows no such limit.
   */
  async openHosted(wanted: string | undefined): Promise<HostedOpening> {
    const { hosted, roots, writeIn, changes } = await this.#find();
    const halves = this.#options.hosted;
    if (roots !== undefined || halves === undefined) {
      throw new AccessError(
        say`This caller is limited to a part of what Notion's hosted server shows.`,
        say`Use the tools of this server.`,
      );
    }
    if (hosted.length === 0) {
      throw await withHostedLink(
        new ReconnectError(say`No workspace is connected through Notion's hosted server.`, say`Connect one.`),
        this.#spaceId,
        halves,
      );
    }
    const { connection } = chooseWorkspace(
      hosted.map((one) => ({ card: hostedCard(one), connection: one })),
      wanted,
    );
    return {
      connection,
      // No limit of what may be changed reaches there either.
      mayWrite: changes === undefined && (writeIn === undefined || writeIn.has(connection.id)),
      explainLoss: (error) => withHostedLink(error, this.#spaceId, halves),
    };
  }

  #openRest(connection: RestConnection, { roots, writeIn, changes }: SpaceConnections): NotionConnection {
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
    const hosted = (await this.#options.hosted?.connections.of(this.#spaceId)) ?? [];
    if (visibleConnections === 'all') {
      return { connections: connected, hosted: roots === undefined ? hosted : [], roots, changes };
    }
    const part = await visibleConnections();
    const isVisible = ({ id }: { readonly id: ConnectionId }): boolean => part.connectionIds.has(id);
    const connections = connected.filter(isVisible);
    const isHalf = ({ workspace }: HostedConnection): boolean =>
      part.withHalves === true && connections.some((rest) => rest.workspace.id === workspace.id);
    return {
      connections,
      // It acts for its person over all that they see: no roots reach there.
      hosted: part.roots === null ? hosted.filter((one) => isVisible(one) || isHalf(one)) : [],
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

/** The workspaces over REST in their order, each with its hosted half; then those that have no other. */
function workspacesIn({ connections, hosted }: SpaceConnections): readonly SpaceWorkspace[] {
  const halfOf = (id: string): HostedConnection | undefined =>
    hosted.find(({ workspace }) => workspace.id === id);
  const both = connections.map((rest) => ({
    card: toSummary(rest),
    rest,
    hosted: halfOf(rest.workspace.id),
  }));
  const alone = hosted
    .filter(({ workspace }) => connections.every((rest) => rest.workspace.id !== workspace.id))
    .map((one) => ({ card: hostedCard(one), rest: undefined, hosted: one }));
  return [...both, ...alone];
}

function hostedCard({ workspace, status }: HostedConnection): WorkspaceSummary {
  return {
    name: workspace.name ?? 'Unnamed workspace',
    id: workspace.id,
    owner: undefined,
    needsReconnect: status === 'reconnect_needed',
  };
}

function toSummary({ workspace, owner, status }: RestConnection): WorkspaceSummary {
  return {
    name: workspace.name ?? 'Unnamed workspace',
    id: workspace.id,
    owner: owner.name ?? undefined,
    needsReconnect: status === 'reconnect_needed',
  };
}
