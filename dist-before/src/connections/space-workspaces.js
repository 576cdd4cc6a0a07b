import { ConnectionLostError } from '../credentials/access-token.js';
import { AccessError, ReconnectError } from '../errors.js';
import { readsOnly } from '../notion/roots/write-gate.js';
import { restrictToRoots } from '../notion/roots/rooted-session.js';
import { noteConnection } from '../telemetry/operation.js';
import { say, Words } from '../text/words.js';
import { chooseWorkspace } from './choose-workspace.js';
import { hostedHalf, hostedOnlyConnection, withHostedLink } from './hosted-half.js';
const TERMINAL_ADVICE = say `Ask the user to run \`notion-rest-mcp connect\` in a terminal once, then retry.`;
/**
 * The workspaces of one space. The space is fixed at construction, from the caller's key, and every query includes it:
 * no argument of a tool can name another space.
 */
export class SpaceWorkspaces {
    #spaceId;
    #options;
    /** Looked up once: the object lives for one call. */
    #found;
    constructor(spaceId, options) {
        this.#spaceId = spaceId;
        this.#options = options;
    }
    async list() {
        return workspacesIn(await this.#find()).map(({ card }) => card);
    }
    async open(wanted) {
        const found = await this.#find();
        const workspaces = workspacesIn(found);
        if (workspaces.length === 0) {
            throw await this.#notConnected(say `No Notion workspace is connected.`);
        }
        const { rest, hosted } = chooseWorkspace(workspaces, wanted);
        const halves = this.#options.hosted;
        const isHosted = hosted !== undefined && halves !== undefined;
        if (rest === undefined) {
            if (!isHosted) {
                throw await this.#notConnected(say `No Notion workspace is connected.`);
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
    async openHosted(wanted) {
        const { hosted, roots, writeIn, changes } = await this.#find();
        const halves = this.#options.hosted;
        if (roots !== undefined || halves === undefined) {
            throw new AccessError(say `This caller is limited to a part of what Notion's hosted server shows.`, say `Use the tools of this server.`);
        }
        if (hosted.length === 0) {
            throw await withHostedLink(new ReconnectError(say `No workspace is connected through Notion's hosted server.`, say `Connect one.`), this.#spaceId, halves);
        }
        const { connection } = chooseWorkspace(hosted.map((one) => ({ card: hostedCard(one), connection: one })), wanted);
        return {
            connection,
            // No limit of what may be changed reaches there either.
            mayWrite: changes === undefined && (writeIn === undefined || writeIn.has(connection.id)),
            explainLoss: (error) => withHostedLink(error, this.#spaceId, halves),
        };
    }
    #openRest(connection, { roots, writeIn, changes }) {
        noteConnection(connection.id);
        this.#options.credentials.markUsed(this.#spaceId, connection.id);
        const opened = this.#options.registry.open(connection, {
            token: this.#tokensOf(connection),
            explainLoss: async (error) => error instanceof ConnectionLostError ? this.#notConnected(error.wording.problem, error) : error,
            changes,
            ...(writeIn === undefined || writeIn.has(connection.id)
                ? {}
                : { writes: readsOnly(connection.workspace.name ?? 'This workspace') }),
        });
        return restrictToRoots(roots, opened);
    }
    #find() {
        this.#found ??= this.#findNow();
        return this.#found;
    }
    /** Connections and roots are read together: a call may wait while its person chooses both. */
    async #findNow() {
        const { credentials, visibleConnections, roots, changes } = this.#options;
        const all = await credentials.connectionsOf(this.#spaceId);
        const connected = all.filter(({ status }) => status !== 'disconnected');
        const hosted = (await this.#options.hosted?.connections.of(this.#spaceId)) ?? [];
        if (visibleConnections === 'all') {
            return { connections: connected, hosted: roots === undefined ? hosted : [], roots, changes };
        }
        const part = await visibleConnections();
        const isVisible = ({ id }) => part.connectionIds.has(id);
        return {
            connections: connected.filter(isVisible),
            // It acts for its person over all that they see: no roots reach there.
            hosted: part.roots === null ? hosted.filter(isVisible) : [],
            roots: part.roots ?? undefined,
            writeIn: part.writeIn,
            changes: part.changes,
        };
    }
    #tokensOf({ id }) {
        const { credentials } = this.#options;
        return {
            current: (signal) => credentials.accessTokenOf(this.#spaceId, id, signal),
            renewed: ({ version }, signal) => credentials.refreshAfterUnauthorized(this.#spaceId, id, version, signal),
        };
    }
    async #notConnected(problem, cause) {
        const { links } = this.#options;
        const link = await links.linkFor(this.#spaceId);
        const advice = link === undefined
            ? (links.otherwise ?? TERMINAL_ADVICE)
            : say `Ask the user to open this link once, then retry: ${Words.address(link)}`;
        return new ReconnectError(problem, advice, { cause, link });
    }
}
/** The workspaces over REST in their order, each with its hosted half; then those that have no other. */
function workspacesIn({ connections, hosted }) {
    const halfOf = (id) => hosted.find(({ workspace }) => workspace.id === id);
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
function hostedCard({ workspace, status }) {
    return {
        name: workspace.name ?? 'Unnamed workspace',
        id: workspace.id,
        owner: undefined,
        needsReconnect: status === 'reconnect_needed',
    };
}
function toSummary({ workspace, owner, status }) {
    return {
        name: workspace.name ?? 'Unnamed workspace',
        id: workspace.id,
        owner: owner.name ?? undefined,
        needsReconnect: status === 'reconnect_needed',
    };
}
