import * as z from 'zod';
import { hostedAuthorization } from '../hosted-token.js';
import { UpstreamProblem } from '../problem.js';
import { upstreamFetch } from '../upstream-fetch.js';
import { uuidOf } from './uuid.js';
/** Names of the tool that says whose the token is: some clients see it without the prefix. */
const FETCH_TOOLS = ['notion-fetch', 'fetch'];
const MAX_NAME_CHARACTERS = 2000;
/** Milliseconds for the three requests together; a person is looking at an empty window. */
const TIMEOUT_MS = 30_000;
const name = z
    .string()
    .transform((text) => text.slice(0, MAX_NAME_CHARACTERS))
    .nullish();
const selfAnswer = z.object({
    self: z.object({
        workspace: z.object({ id: z.string().transform(uuidOf), name }),
        user: z.object({ id: z.string().transform(uuidOf), name }),
    }),
});
/** Asks the hosted server itself, by the SDK's client. Rejects with an {@link UpstreamProblem}. */
export async function whoAmI(token, version, fetch = upstreamFetch(new URL(token.resource))) {
    const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
    const url = new URL(token.resource);
    let lastStatus;
    const transport = new StreamableHTTPClientTransport(url, {
        fetch: async (target, init) => {
            // No stream for notifications: one question is asked, and its answer closes.
            if ((init?.method ?? 'GET') !== 'POST') {
                return new Response(null, { status: 405 });
            }
            const headers = new Headers(init?.headers);
            headers.set('authorization', hostedAuthorization(token, new URL(target)));
            const response = await fetch(target, { ...init, headers });
            lastStatus = response.status;
            return response;
        },
    });
    const client = new Client({ name: 'notion-rest-mcp', version });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
        await client.connect(transport, { signal });
        const { tools } = await client.listTools(undefined, { signal });
        const tool = FETCH_TOOLS.find((candidate) => tools.some((listed) => listed.name === candidate));
        if (tool === undefined) {
            throw new UpstreamProblem('no_identity');
        }
        const answer = await client.callTool({ name: tool, arguments: { id: 'self' } }, { signal });
        return identityIn(answer.content);
    }
    catch (error) {
        if (error instanceof UpstreamProblem) {
            throw error;
        }
        throw new UpstreamProblem(lastStatus === 401 ? 'rest_token' : 'unavailable');
    }
    finally {
        await client.close().catch(() => undefined);
    }
}
/** The answer is one text with JSON in it. */
function identityIn(content) {
    const [item] = z.array(z.object({ text: z.string() })).safeParse(content).data ?? [];
    const { data } = selfAnswer.safeParse(jsonOf(item?.text ?? ''));
    const workspaceId = data?.self.workspace.id;
    const userId = data?.self.user.id;
    if (data === undefined || workspaceId === undefined || userId === undefined) {
        throw new UpstreamProblem('no_identity');
    }
    return {
        workspace: { id: workspaceId, name: data.self.workspace.name ?? null },
        user: { id: userId, name: data.self.user.name ?? null },
    };
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
