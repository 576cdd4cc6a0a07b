import { giveConsent } from './browser.js';
/** Time in which the demo's sign-in must be finished; it takes far less. */
const STATE_TTL_MS = 600_000;
/** The sandbox's hosted server in place of Notion's. */
export function demoHosted({ hosted }) {
    return {
        serverUrl: hosted.resource,
        clientId: undefined,
        redirectUri: undefined,
        returnBaseUrl: undefined,
        stateTtlMs: STATE_TTL_MS,
    };
}
/** What only the hosted server can answer: words in bodies, connected apps, SQL. */
export function hostedQuestions({ workspace }) {
    const tasks = [...workspace.dataSources.values()].find(({ name }) => name === 'Tasks');
    const table = `collection://${tasks?.id ?? ''}`;
    return [
        { tool: 'notion_search', arguments: { query: 'migrations approval', limit: 3 } },
        { tool: 'notion_ask_connected_apps', arguments: { query: 'storm mode' } },
        {
            tool: 'notion_sql',
            arguments: {
                query: `SELECT "Status", count(*) AS tasks FROM "${table}" GROUP BY "Status" ORDER BY tasks DESC`,
                data_sources: [table],
            },
        },
    ];
}
/** Signs in to the hosted server for a space, as a backend and a browser do. */
export async function connectHosted(publicUrl, space, key) {
    const response = await fetch(`${publicUrl}/api/notion/oauth/start`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ spaceId: space }),
    });
    const { authorizeUrl } = (await response.json());
    if (authorizeUrl === undefined) {
        throw new Error(`Starting the hosted sign-in ended with HTTP ${response.status}.`);
    }
    await giveConsent(authorizeUrl);
}
