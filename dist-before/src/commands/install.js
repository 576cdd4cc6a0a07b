import { realpathSync } from 'node:fs';
import { ConfigError } from '../config/config-error.js';
import { clients } from '../client-settings/clients.js';
import { CODEX_KEY_VARIABLE } from '../client-settings/forms.js';
import { KEY_PLACEHOLDER, servedAt, startedHere, TOKEN_PLACEHOLDER, } from '../client-settings/server-entry.js';
import { nearest } from '../text/suggest.js';
/** Stands for the address of a server that people run. */
const EXAMPLE_URL = 'https://mcp.example.com';
/** `install`: prints what a client's settings need. It writes none: they are other programs' files. */
export function runInstall({ client, publicUrl }, program) {
    const settings = settingsFor(client);
    const isRemote = publicUrl !== undefined || settings.remoteOnly === true;
    const server = isRemote
        ? servedAt(publicUrl ?? EXAMPLE_URL)
        : startedHere(process.execPath, realpathSync(process.argv[1] ?? ''));
    program.print(instructions(settings, server, process.platform));
}
function settingsFor(client) {
    if (!Object.hasOwn(clients, client)) {
        const names = Object.keys(clients);
        const guess = nearest(client.toLowerCase(), names);
        throw new ConfigError(`install knows ${names.join(', ')}.${guess === undefined ? '' : ` Did you mean ${guess}?`}`);
    }
    return clients[client];
}
/** The text for people: where, what, and what is missing. */
function instructions({ title, where, form, afterwards, docs }, server, platform) {
    const block = form(server);
    const missing = block.includes('${input:')
        ? 'VS Code asks for the secret, and keeps it.'
        : server.kind === 'stdio'
            ? `In place of ${TOKEN_PLACEHOLDER} comes a token from https://www.notion.so/profile/integrations.`
            : `${block.includes(KEY_PLACEHOLDER) ? `In place of ${KEY_PLACEHOLDER}` : `Into ${CODEX_KEY_VARIABLE}`} comes a key: notion-rest-mcp keys create.`;
    return [
        `${title}. ${where[platform] ?? where.default}:`,
        block,
        [missing, ...(afterwards === undefined ? [] : [afterwards]), `More: ${docs}`].join('\n'),
        '',
    ].join('\n\n');
}
