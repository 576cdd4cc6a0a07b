import type { SpaceId } from '../ids.js';
import { CapabilityError, ReconnectError } from '../errors.js';
import { createConnection, type NotionConnection } from '../notion/client/connection.js';
import { say, Words } from '../text/words.js';
import type { HostedClients } from '../upstream/client/hosted-clients.js';
import { openHostedSession } from '../upstream/client/open-hosted-session.js';
import type { HostedConnection, HostedConnections } from '../upstream/hosted-token.js';

/** The hosted connections of spaces, as one caller may use them. */
export interface HostedHalves {
  readonly connections: HostedConnections;
  readonly clients: Pick<HostedClients, 'call'>;
  /** Milliseconds that a call may take in all. */
  readonly deadlineMilliseconds: number;
  /** Where a person of this caller's connects the hosted server, if there is such a place. */
  linkFor(spaceId: SpaceId): Promise<string | undefined>;
  /** The hint if there is no link; a terminal command if absent. */
  readonly otherwise?: Words;
}

const TERMINAL_ADVICE = say`Ask the user to run \`notion-rest-mcp connect --hosted\` in a terminal once, then retry.`;

/** The workspace is connected through the hosted server alone, and something was asked that only REST can do. */
class HostedOnlyError extends CapabilityError {
  constructor() {
    super(
      say`This workspace is connected through Notion's hosted server alone: search, pages, comments, people and plain rows work; trash, single blocks, full counts, views and changes do not.`,
      say`Use notion_search or notion_read_page, or ask the user to connect Notion over REST as well.`,
    );
  }
}

/** The hosted half of a workspace, for calls. */
export function hostedHalf(
  connection: HostedConnection,
  halves: HostedHalves,
  isAlone: boolean,
): NotionConnection['hosted'] {
  const explainLoss = (error: ReconnectError): Promise<ReconnectError> =>
    withHostedLink(error, connection.spaceId, halves);
  return openHostedSession(connection, { clients: halves.clients, isAlone, explainLoss });
}

/** The error with the link where a person connects the hosted server again. */
export async function withHostedLink(
  error: ReconnectError,
  spaceId: SpaceId,
  { linkFor, otherwise }: Pick<HostedHalves, 'linkFor' | 'otherwise'>,
): Promise<ReconnectError> {
  const link = error.link ?? (await linkFor(spaceId));
  const advice =
    link === undefined
      ? (otherwise ?? TERMINAL_ADVICE)
      : say`Ask the user to open this link once, then retry: ${Words.address(link)}`;
  return new ReconnectError(error.wording.problem, advice, { cause: error, link });
}

const refuse = (): Promise<never> => Promise.reject(new HostedOnlyError());

/** A workspace without a REST connection: whatever would ask the REST API fails with what can be asked instead. */
export function hostedOnlyConnection(connection: HostedConnection, halves: HostedHalves): NotionConnection {
  return {
    ...createConnection({
      token: { current: refuse, renewed: refuse },
      deadlineMilliseconds: halves.deadlineMilliseconds,
      key: connection.id,
    }),
    hosted: hostedHalf(connection, halves, true),
  };
}
