import { OtherWorkspaceError } from '../../credentials/connections/same-workspace.js';
import { hostedGrant } from '../../credentials/hosted-grant.js';
import { UpstreamProblem } from '../problem.js';
import { revokeHosted } from '../tokens/revoke-hosted.js';
import { TokenFailure } from '../tokens/token-failure.js';
import { requestTokens } from '../tokens/token-request.js';
import { uuidOf } from './uuid.js';
import { whoAmI } from './who-am-i.js';
/** Milliseconds; meanwhile a person is looking at an empty browser window. */
const EXCHANGE_TIMEOUT_MS = 30_000;
/** Exchanges the code, asks whose the tokens are, and stores the connection. Rejects with an {@link UpstreamProblem}. */
export async function finishSignIn(options, signIn, answer, owner) {
    const { credentials, clock, newId, log, fetch } = options;
    const issued = await exchange(options, signIn, answer);
    const grant = hostedGrant.parse(signIn);
    const { accessToken, refreshToken } = issued.pair;
    try {
        const { workspace, user } = await identityOf(options, signIn, issued);
        if (owner.person !== null && owner.person !== user.id) {
            throw new UpstreamProblem('other_person');
        }
        const { connection, replaced } = await credentials.recordReplacing({
            spaceId: owner.spaceId,
            by: owner.by,
            authorization: {
                credentialId: newId(),
                workspace: { ...workspace, icon: null },
                owner: { userId: user.id, name: user.name },
                pair: { ...issued.pair, hosted: { ...grant, issuedAt: clock.now() } },
            },
        });
        if (replaced !== undefined) {
            await revokeHosted(replaced, log, fetch);
        }
        return connection;
    }
    catch (error) {
        // Nothing was stored: what was issued is to be of no use to anybody.
        await revokeHosted({ accessToken, refreshToken, hosted: grant }, log, fetch);
        if (error instanceof OtherWorkspaceError) {
            const { chosen, connected, connectedKind } = error;
            throw new UpstreamProblem('other_workspace', {
                chosen: chosen.name,
                connected: connected.name,
                connectedBy: connectedKind,
            });
        }
        throw error;
    }
}
/** Once: a code that comes a second time ends the grant that it brought. */
async function exchange({ clock, fetch }, signIn, { code, issuer }) {
    const { IssuerMismatchError } = await import('@modelcontextprotocol/client');
    try {
        return await requestTokens(signIn, (sdk, request) => sdk.exchangeAuthorization(signIn.issuer, {
            ...request,
            metadata: {
                ...request.metadata,
                authorization_response_iss_parameter_supported: signIn.namesIssuer,
            },
            authorizationCode: code,
            codeVerifier: signIn.codeVerifier,
            redirectUri: signIn.redirectUri,
            ...(issuer === undefined ? {} : { iss: issuer }),
        }), { signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS), now: clock.now(), fetch });
    }
    catch (error) {
        if (error instanceof IssuerMismatchError) {
            throw new UpstreamProblem('issuer_mismatch');
        }
        if (error instanceof TokenFailure) {
            throw new UpstreamProblem(problemOf(error));
        }
        throw error;
    }
}
/** The token answer may name person and workspace by id; their names, and both where it does not, the server tells. */
async function identityOf({ version, fetch }, { serverUrl }, { pair, userId, workspaceId }) {
    const token = { kind: 'hosted', accessToken: pair.accessToken, version: 0, resource: serverUrl };
    const told = await whoAmI(token, version, fetch);
    const isContradicted = (userId !== undefined && uuidOf(userId) !== told.user.id) ||
        (workspaceId !== undefined && uuidOf(workspaceId) !== told.workspace.id);
    if (isContradicted) {
        throw new UpstreamProblem('no_identity');
    }
    return told;
}
function problemOf({ kind }) {
    switch (kind) {
        case 'invalid_grant':
            return 'code_refused';
        case 'client_unknown':
            return 'client_unknown';
        case 'wrong_endpoint':
            return 'wrong_endpoint';
        case 'configuration':
            return 'request_refused';
        case 'transient':
            return 'unavailable';
    }
}
