/** The name under which apps list this server. */
const SERVER_NAME = 'notion';
const SIGN_IN = 'The first time, your browser opens: choose what the app may read.';
/** How to attach each app to the MCP endpoint at this address. */
export function attachGuides(mcpUrl) {
    const cursor = { url: mcpUrl };
    const code = { name: SERVER_NAME, type: 'http', url: mcpUrl };
    return [
        {
            name: 'Claude (web, desktop and phone)',
            isHosted: true,
            steps: [
                'Open Settings, then Connectors, and choose “Add custom connector”.',
                'Call it Notion, paste the address, and choose Add.',
                'Choose Connect: your browser opens, and you choose what Claude may read.',
            ],
            settings: [{ label: 'Address', text: mcpUrl }],
        },
        {
            name: 'Claude Code',
            isHosted: false,
            steps: ['Run this once in a terminal.', 'In Claude Code, enter /mcp, choose notion and sign in.'],
            settings: [{ label: 'Command', text: `claude mcp add --transport http ${SERVER_NAME} ${mcpUrl}` }],
        },
        {
            name: 'ChatGPT',
            isHosted: true,
            steps: [
                'On the web, turn on developer mode: Settings, then Apps (or Connectors), then Advanced settings.',
                'Choose Create, call it Notion, paste the address, and choose OAuth.',
                SIGN_IN,
            ],
            settings: [{ label: 'Address', text: mcpUrl }],
        },
        {
            name: 'Cursor',
            isHosted: false,
            steps: ['Use the button, or put the text into the file ~/.cursor/mcp.json.', SIGN_IN],
            link: { text: 'Add to Cursor', href: cursorLink(cursor) },
            settings: [{ label: '~/.cursor/mcp.json', text: pretty({ mcpServers: { [SERVER_NAME]: cursor } }) }],
        },
        {
            name: 'VS Code',
            isHosted: false,
            steps: ['Use the button, or put the text into the file .vscode/mcp.json of your project.', SIGN_IN],
            link: {
                text: 'Add to VS Code',
                href: `vscode:mcp/install?${encodeURIComponent(JSON.stringify(code))}`,
            },
            settings: [
                {
                    label: '.vscode/mcp.json',
                    text: pretty({ servers: { [SERVER_NAME]: { type: 'http', url: mcpUrl } } }),
                },
            ],
        },
        {
            name: 'Any other app',
            isHosted: false,
            steps: [
                'Add a remote MCP server. The transport is Streamable HTTP, the authorization OAuth.',
                'Many apps read a file with this text.',
                SIGN_IN,
            ],
            settings: [
                { label: 'Address', text: mcpUrl },
                {
                    label: 'Settings file',
                    text: pretty({ mcpServers: { [SERVER_NAME]: { type: 'http', url: mcpUrl } } }),
                },
            ],
        },
    ];
}
/** Cursor's install link holds the server's settings as JSON in base64. */
function cursorLink(settings) {
    const config = Buffer.from(JSON.stringify(settings)).toString('base64');
    return `cursor://anysphere.cursor-deeplink/mcp/install?${new URLSearchParams({ name: SERVER_NAME, config })}`;
}
function pretty(value) {
    return JSON.stringify(value, null, 2);
}
