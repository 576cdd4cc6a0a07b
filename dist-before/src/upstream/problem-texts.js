const START_AGAIN = 'Start again: every attempt has a new state and a new PKCE verifier.';
const TELL_OPERATOR = 'Tell the operator of this server.';
/** One text for each problem; docs/hosted.md lists them. */
export const problemTexts = {
    denied: {
        status: 403,
        happened: 'Access was not allowed in Notion, so nothing was stored.',
        advice: 'If that was a mistake, start again.',
    },
    unavailable: {
        status: 503,
        happened: "Notion's hosted server did not answer, or failed. Nothing was stored.",
        advice: `Wait a minute. ${START_AGAIN}`,
    },
    no_metadata: {
        status: 502,
        happened: 'The address in NOTION_MCP_URL has no OAuth metadata (RFC 9728, RFC 8414).',
        advice: `${TELL_OPERATOR} Notion's own address is https://mcp.notion.com/mcp.`,
    },
    foreign_resource: {
        status: 502,
        happened: 'The metadata of the hosted server are those of another resource.',
        advice: `${TELL_OPERATOR} NOTION_MCP_URL must be the address that the metadata name.`,
    },
    rest_issuer: {
        status: 502,
        happened: 'The metadata name api.notion.com as the authorization server. That is the one of REST connections: it knows neither MCP client ids nor their codes.',
        advice: `${TELL_OPERATOR} NOTION_MCP_URL must be the address of Notion's hosted MCP server.`,
    },
    issuer_mismatch: {
        status: 502,
        happened: 'The authorization server that answered is not the one that was asked (mix-up). Nothing was stored, and no code was sent.',
        advice: 'Start again. If it happens again, tell the operator of this server.',
    },
    unsafe_endpoint: {
        status: 502,
        happened: 'The metadata of the hosted server name an address that is not https in public, or not of the authorization server itself. Nothing was sent there.',
        advice: TELL_OPERATOR,
    },
    no_pkce: {
        status: 502,
        happened: 'The authorization server does not offer PKCE with S256.',
        advice: TELL_OPERATOR,
    },
    no_registration: {
        status: 502,
        happened: "The authorization server lets no clients register, and takes no metadata document of this server's.",
        advice: `${TELL_OPERATOR} It needs NOTION_MCP_CLIENT_ID, or a PUBLIC_URL with https.`,
    },
    registration_refused: {
        status: 502,
        happened: 'The authorization server refused to register this server as a public client.',
        advice: `${START_AGAIN} If it happens again, tell the operator of this server.`,
    },
    redirect_refused: {
        status: 502,
        happened: 'The authorization server refused the address to which it is to send people back.',
        advice: `${TELL_OPERATOR} NOTION_MCP_OAUTH_REDIRECT_URI must be registered exactly as it is set, with port and path; localhost is not 127.0.0.1.`,
    },
    client_unknown: {
        status: 502,
        happened: 'The authorization server does not know the client id. Registrations are forgotten after some months.',
        advice: `${START_AGAIN} This server registers again by itself, unless NOTION_MCP_CLIENT_ID is set.`,
    },
    client_not_allowed: {
        status: 403,
        happened: 'The workspace allows only MCP clients that its administrators have approved.',
        advice: 'Ask an administrator of the workspace to approve this server in the settings of Notion.',
    },
    request_refused: {
        status: 502,
        happened: 'The authorization server refused the request (“Invalid authorization request”).',
        advice: `${START_AGAIN} The next attempt registers a new client.`,
    },
    wrong_endpoint: {
        status: 502,
        happened: 'The code was sent to the REST API, whose codes are UUIDs (“code should be a valid uuid”): the wrong endpoint, not a wrong code.',
        advice: `${TELL_OPERATOR} Nothing may be put between this server and the token endpoint of the hosted one.`,
    },
    code_refused: {
        status: 400,
        happened: 'Notion did not accept its own code: it has expired, or was already used. Nothing was stored.',
        advice: START_AGAIN,
    },
    rest_token: {
        status: 502,
        happened: 'The hosted server does not accept the token that was just issued. It takes no token of the REST API (“Invalid token format”).',
        advice: START_AGAIN,
    },
    no_identity: {
        status: 502,
        happened: 'The hosted server does not say which workspace was chosen, and by whom. Nothing was stored.',
        advice: START_AGAIN,
    },
    other_person: {
        status: 403,
        happened: 'Somebody else is signed in to Notion in this browser than here. Nothing was stored.',
        advice: 'Sign in to Notion as the same person, then start again.',
    },
    other_workspace: {
        status: 409,
        happened: 'A space is connected to one workspace, and this is another. Nothing was stored.',
        advice: 'Start again and choose the same workspace in Notion, or disconnect the other connection first.',
    },
};
/** The problem in one line, for a terminal. `shownName`: how a name from Notion may be shown there. */
export function problemLine({ code, workspaces }, shownName) {
    const { happened, advice } = problemTexts[code];
    const names = workspaces === undefined
        ? []
        : [
            `You chose ${shownName(workspaces.chosen)}; the ${workspaces.connectedBy === 'rest' ? 'REST' : 'hosted'} connection of the space is to ${shownName(workspaces.connected)}.`,
        ];
    return [happened, ...names, advice].join(' ');
}
