import { isatty } from 'node:tty';
import { loadTelemetrySettings } from '../config/settings/telemetry-settings.js';
import { Opening } from '../mcp/stdio/opening.js';
import { readPreparedTools } from '../mcp/stdio/read-prepared-tools.js';
import { reserveStdout } from '../mcp/stdio/reserve-stdout.js';
import { serveOpening } from '../mcp/stdio/serve-opening.js';
import { createToolChooser } from '../toolsets.js';
/** The file descriptor. */
const STANDARD_INPUT = 0;
const FOR_PEOPLE = 'waiting for an MCP client to speak; clients start this program themselves (notion-rest-mcp install <client>). Ctrl-C ends it, notion-rest-mcp help says what else it does';
/**
 * Answers the client's first questions in advance, then loads what serves it. Everything that this file imports delays
 * the start of every client: it must neither load the SDK nor Zod nor the tools.
 */
export async function runStdio(config, program) {
    const output = reserveStdout(process.stdout, process.stderr);
    if (isatty(STANDARD_INPUT)) {
        program.log.info(FOR_PEOPLE);
    }
    const stopRequested = program.stopRequested();
    const opening = openingOf(config, program);
    const streams = opening === undefined
        ? { input: process.stdin, output }
        : await serveOpening(opening, { input: process.stdin, output, stopped: stopRequested, load });
    const { serveStdioClient } = await load();
    await serveStdioClient(config, program, { ...streams, stopRequested });
}
const load = () => import('./serve-stdio-client.js');
/** Undefined where the answers are not known in advance, or the settings are wrong: then the full server says so. */
function openingOf(config, { version }) {
    // Tools that change things are not prepared.
    const isPlain = config.notion.kind === 'token' && config.writes === undefined;
    const prepared = isPlain ? readPreparedTools() : undefined;
    if (prepared?.version !== version) {
        return undefined;
    }
    try {
        const isObserved = loadTelemetrySettings() !== undefined;
        return isObserved
            ? undefined
            : new Opening(prepared, createToolChooser(prepared.toolsets, config.tools)({}));
    }
    catch {
        return undefined;
    }
}
