import { CapabilityError, ReconnectError } from '../errors.js';
import { createConnection } from '../notion/client/connection.js';
import { say, Words } from '../text/words.js';
import { openHostedSession } from '../upstream/client/open-hosted-session.js';
/** The workspace is connected through the hosted server alone, and something was asked that only REST can do. */
class HostedOnlyError extends CapabilityError {
    constructor() {
        super(say `This workspace is connected through Notion's hosted server alone: search, pages, comments, people and plain rows work; trash, single blocks, full counts, views and changes do not.`, say `Use notion_search or notion_read_page, or ask the user to connect Notion over REST as well.`);
    }
}
/** The hosted half of a workspace, for calls. */
export function hostedHalf(connection, halves, isAlone) {
    const explainLoss = (error) => withHostedLink(error, connection.spaceId, halves);
    return openHostedSession(connection, { clients: halves.clients, isAlone, explainLoss });
}
/** The error with the link where a person connects the hosted server again. */
export async function withHostedLink(error, spaceId, { linkFor }) {
    const link = error.link ?? (await linkFor(spaceId));
    const advice = link === undefined
        ? say `Ask the user to run \`notion-rest-mcp connect --hosted\` in a terminal once, then retry.`
        : say `Ask the user to open this link once, then retry: ${Words.address(link)}`;
    return new ReconnectError(error.wording.problem, advice, { cause: error, link });
}
const refuse = () => Promise.reject(new HostedOnlyError());
/** A workspace without a REST connection: whatever would ask the REST API fails with what can be asked instead. */
export function hostedOnlyConnection(connection, halves) {
    return {
        ...createConnection({
            token: { current: refuse, renewed: refuse },
            deadlineMilliseconds: halves.deadlineMilliseconds,
            key: connection.id,
        }),
        hosted: hostedHalf(connection, halves, true),
    };
}
