import { SERVER_NAME } from './server-entry.js';
/** JSON with a list of servers, which most clients have copied from Claude Desktop; remote ones differ in a name. */
export function mcpServers(urlName, more = {}) {
    return (server) => json({
        mcpServers: {
            [SERVER_NAME]: server.kind === 'stdio'
                ? program(server)
                : { ...more, [urlName]: server.url, headers: authorization(server.key) },
        },
    });
}
/** VS Code asks for a secret once and keeps it, so that it does not stand in the file. */
export const vsCode = (server) => {
    return server.kind === 'stdio'
        ? json({
            inputs: prompt('notion-token', 'Notion token'),
            servers: {
                [SERVER_NAME]: {
                    type: 'stdio',
                    ...program(server),
                    env: { NOTION_TOKEN: '${input:notion-token}' },
                },
            },
        })
        : json({
            inputs: prompt('notion-key', 'Service key'),
            servers: {
                [SERVER_NAME]: { type: 'http', url: server.url, headers: authorization('${input:notion-key}') },
            },
        });
};
/** Zed's settings hold comments and much else: the block goes into them. */
export const zed = (server) => json({
    context_servers: {
        [SERVER_NAME]: server.kind === 'stdio'
            ? { source: 'custom', ...program(server) }
            : { url: server.url, headers: authorization(server.key) },
    },
});
/** Where Codex reads a service key from. */
export const CODEX_KEY_VARIABLE = 'NOTION_REST_MCP_KEY';
/** Codex: TOML. It takes no token in the file, but the name of a variable that holds it. */
export const codex = (server) => server.kind === 'stdio'
    ? [
        `[mcp_servers.${SERVER_NAME}]`,
        `command = ${JSON.stringify(server.command)}`,
        `args = [${server.args.map((word) => JSON.stringify(word)).join(', ')}]`,
        '',
        `[mcp_servers.${SERVER_NAME}.env]`,
        ...Object.entries(server.env).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
    ].join('\n')
    : [
        `[mcp_servers.${SERVER_NAME}]`,
        `url = ${JSON.stringify(server.url)}`,
        `bearer_token_env_var = "${CODEX_KEY_VARIABLE}"`,
    ].join('\n');
/** Claude Code's own command. */
export const claudeCode = (server) => server.kind === 'stdio'
    ? [
        `claude mcp add ${SERVER_NAME}`,
        ...Object.entries(server.env).map(([name, value]) => `--env ${name}=${value}`),
        '--',
        ...[server.command, ...server.args].map((word) => quoted(word)),
    ].join(' ')
    : `claude mcp add --transport http ${SERVER_NAME} ${server.url} --header "Authorization: Bearer ${server.key}"`;
/** Forms of clients that have fields in place of a file, and reach servers by address only. */
export function fields(urlLabel, keyLabel) {
    return (server) => server.kind === 'stdio' ? '' : `${urlLabel}: ${server.url}\n${keyLabel}: ${server.key}`;
}
/** LangChain's adapters for MCP. */
export const langchain = (server) => {
    const entry = server.kind === 'stdio'
        ? { transport: 'stdio', ...program(server) }
        : { transport: 'http', url: server.url, headers: authorization(server.key) };
    return [
        "import { MultiServerMCPClient } from '@langchain/mcp-adapters';",
        '',
        `const client = new MultiServerMCPClient(${json({ mcpServers: { [SERVER_NAME]: entry } })});`,
        'const tools = await client.getTools();',
    ].join('\n');
};
/** What VS Code asks for. */
function prompt(id, description) {
    return [{ type: 'promptString', id, description, password: true }];
}
function program({ command, args, env }) {
    return { command, args, env };
}
function authorization(key) {
    return { Authorization: `Bearer ${key}` };
}
function json(value) {
    return JSON.stringify(value, null, 2);
}
/** A word for a POSIX shell. */
function quoted(word) {
    return /^[\w./@:=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;
}
