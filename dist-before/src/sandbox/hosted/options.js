const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Notion's behavior in autumn 2026, as far as it is known. */
export function standardBehavior() {
    return {
        clientIdMetadataDocuments: true,
        registration: true,
        issuer: 'absent',
        strictPkce: false,
        identity: true,
        challenge: 'bare',
        accessTokenMs: 8 * HOUR_MS,
        graceMs: 30 * SECOND_MS,
        signInMs: 180 * DAY_MS,
        idleMs: 30 * DAY_MS,
        codeMs: 10 * MINUTE_MS,
        registrationMs: 90 * DAY_MS,
        answers: 'sse',
        pings: false,
        chunkBytes: undefined,
        tools: 'august',
        bareToolNames: false,
        plan: 'business',
        searchUrls: 'bare',
        withoutTools: [],
        addedTools: [],
        addedWords: '',
        resourceMetadata: {},
        serverMetadata: {},
        protocolVersions: ['2024-11-05', '2025-03-26', '2025-06-18'],
    };
}
