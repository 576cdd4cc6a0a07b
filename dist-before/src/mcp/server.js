import { McpServer, } from '@modelcontextprotocol/server';
import { confirmingRound } from './elicitation/change-consent.js';
import { LIST_CACHE, serverInfo, ToolRequests } from './calls/tool-requests.js';
/** The SDK announces list changes by default, and clients would wait for them. */
export const CAPABILITIES = { tools: { listChanged: false } };
/** Replaces the SDK's schema compiler, which is created once per server, so per HTTP request, and which only forms need. */
const noFormValidation = {
    getValidator: () => {
        throw new Error('This server shows no forms, so it checks none.');
    },
};
/** Returns the factory that the transports call: once for a stdio connection, once for each HTTP request. */
export function createServerFactory(options, requests = new ToolRequests(options)) {
    return ({ authInfo, requestInfo }) => {
        const tools = requests.toolsOf(authInfo, (name) => requestInfo?.headers.get(name));
        const mcpServer = new McpServer(serverInfo(options.version), {
            instructions: options.instructionsFor(tools.permitted),
            capabilities: CAPABILITIES,
            jsonSchemaValidator: noFormValidation,
            cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE },
        });
        const { server } = mcpServer;
        const originOf = ({ mcpReq }) => ({
            id: mcpReq.id,
            meta: mcpReq._meta,
            // Before 2026 the version is negotiated in another HTTP request and repeated in a header.
            protocolVersion: server.getNegotiatedProtocolVersion() ??
                requestInfo?.headers.get('mcp-protocol-version') ??
                undefined,
            headers: requestInfo?.headers,
            signal: mcpReq.signal,
        });
        // Own handlers instead of registerTool: one schema and one wording of problems in both protocol eras.
        server.setRequestHandler('tools/list', async (_request, context) => ({
            tools: [...(await requests.list(originOf(context), authInfo, tools))],
        }));
        server.setRequestHandler('tools/call', ({ params }, context) => {
            const stated = { caller: authInfo, tool: params.name, arguments: params.arguments };
            const declared = server.getClientCapabilities();
            const connecting = () => options.consent?.startRound(context, stated, declared);
            const consent = options.changes === undefined ? connecting() : confirmingRound(context, declared, connecting);
            return requests.call(originOf(context), stated, tools, consent);
        });
        return mcpServer;
    };
}
