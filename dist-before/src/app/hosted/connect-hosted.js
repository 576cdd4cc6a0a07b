import { randomBytes, randomUUID } from 'node:crypto';
import { EXIT_FAILED } from '../program.js';
import { systemClock } from '../../clock.js';
import { readVersion } from '../../config/version.js';
import { LoopbackConnectError } from '../../notion-oauth/listen-on-loopback.js';
import { connectHostedOnLoopback } from '../../upstream/loopback.js';
import { upstreamFetch } from '../../upstream/upstream-fetch.js';
/** `connect --hosted`: a person connects Notion's own MCP server in the browser, and it is stored for this machine. */
export async function connectHosted({ credentials, sealer, audit }, settings, spaceId, program) {
    try {
        const { workspace, id } = await connectHostedOnLoopback({
            spaceId,
            settings,
            credentials,
            sealer,
            audit,
            clock: systemClock,
            randomBytes,
            newId: randomUUID,
            version: readVersion(),
            log: program.log,
            fetch: upstreamFetch(new URL(settings.serverUrl)),
            announce: (url) => program.print(`Open this link in your browser and sign in to Notion:\n\n  ${url}\n\n`),
        });
        program.print(`MCP connected: ${workspace.name ?? 'Unnamed workspace'} (${id})\nNotion wants a new sign-in after 180 days, or after 30 days without use.\n`);
    }
    catch (error) {
        if (error instanceof LoopbackConnectError) {
            program.fail(error.message, EXIT_FAILED);
        }
        throw error;
    }
}
