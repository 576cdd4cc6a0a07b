import { claudeCode, codex, fields, langchain, mcpServers, vsCode, zed } from './forms.js';
/** The clients by the names that `install` takes. Each form is the one of the client's own documentation. */
export const clients = {
    'claude-desktop': {
        title: 'Claude Desktop',
        where: {
            darwin: 'Put into ~/Library/Application Support/Claude/claude_desktop_config.json',
            win32: String.raw `Put into %APPDATA%\Claude\claude_desktop_config.json`,
            default: 'Settings → Developer → Edit Config; put into claude_desktop_config.json',
        },
        form: mcpServers('url'),
        afterwards: 'Restart Claude Desktop.',
        docs: 'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
    },
    'claude-code': {
        title: 'Claude Code',
        where: { default: 'Run' },
        form: claudeCode,
        afterwards: '/mcp in Claude Code shows whether it is connected.',
        docs: 'https://code.claude.com/docs/en/mcp',
    },
    cursor: {
        title: 'Cursor',
        where: { default: 'Put into ~/.cursor/mcp.json, or .cursor/mcp.json in a project' },
        form: mcpServers('url'),
        docs: 'https://cursor.com/docs/context/mcp',
    },
    vscode: {
        title: 'VS Code',
        where: { default: 'Put into .vscode/mcp.json, or what “MCP: Open User Configuration” opens' },
        form: vsCode,
        docs: 'https://code.visualstudio.com/docs/copilot/customization/mcp-servers',
    },
    codex: {
        title: 'Codex',
        where: { default: 'Put into ~/.codex/config.toml' },
        form: codex,
        docs: 'https://developers.openai.com/codex/mcp',
    },
    gemini: {
        title: 'Gemini CLI',
        where: { default: 'Put into ~/.gemini/settings.json, or .gemini/settings.json in a project' },
        form: mcpServers('httpUrl'),
        afterwards: '/mcp in Gemini CLI shows whether it is connected.',
        docs: 'https://geminicli.com/docs/tools/mcp-server',
    },
    windsurf: {
        title: 'Windsurf',
        where: {
            win32: String.raw `Put into %USERPROFILE%\.codeium\windsurf\mcp_config.json`,
            default: 'Put into ~/.codeium/windsurf/mcp_config.json',
        },
        form: mcpServers('serverUrl'),
        docs: 'https://docs.windsurf.com/windsurf/cascade/mcp',
    },
    zed: {
        title: 'Zed',
        where: { default: 'Put into the settings (zed: open settings)' },
        form: zed,
        docs: 'https://zed.dev/docs/ai/mcp',
    },
    jetbrains: {
        title: 'JetBrains AI Assistant',
        where: {
            default: 'Settings → Tools → AI Assistant → Model Context Protocol (MCP) → Add → As JSON; paste',
        },
        form: mcpServers('url'),
        docs: 'https://www.jetbrains.com/help/ai-assistant/mcp.html',
    },
    cline: {
        title: 'Cline',
        where: { default: 'MCP Servers → Configure → Configure MCP Servers; put into cline_mcp_settings.json' },
        form: mcpServers('url', { type: 'streamableHttp' }),
        docs: 'https://docs.cline.bot/mcp/mcp-overview',
    },
    n8n: {
        title: 'n8n',
        where: {
            default: 'In the node “MCP Client Tool”, with the transport “HTTP Streamable” and “Bearer Auth”, enter',
        },
        form: fields('Endpoint', 'Bearer token'),
        remoteOnly: true,
        docs: 'https://docs.n8n.io/integrations/builtin/cluster-nodes/sub-nodes/n8n-nodes-langchain.toolmcp/',
    },
    dify: {
        title: 'Dify',
        where: {
            default: 'Tools → MCP → Add MCP Server (HTTP); enter, with the key as a header “Authorization”',
        },
        form: fields('Server URL', 'Authorization: Bearer'),
        remoteOnly: true,
        docs: 'https://docs.dify.ai/en/use-dify/build/mcp',
    },
    langchain: {
        title: 'LangChain (TypeScript)',
        where: { default: 'Write' },
        form: langchain,
        docs: 'https://docs.langchain.com/oss/javascript/langchain/mcp',
    },
};
