import pg from 'pg';
/** Connection timeout in milliseconds. */
const CONNECT_TIMEOUT_MS = 5000;
/** Milliseconds after which Postgres rolls back the transaction of a silent process. */
const IDLE_TRANSACTION_TIMEOUT_MS = 10_000;
/** Milliseconds of silence before TCP keep-alive probes. */
const KEEP_ALIVE_MS = 10_000;
/** Postgres's OID of `bigint`. */
const INT8_OID = 20;
/**
 * Each of these modes verifies the server's certificate here. libpq's `require` does not, but encryption without
 * authentication does not protect against an impostor.
 */
const VERIFYING_SSL_MODES = /^(prefer|require|verify-ca)$/;
/** The settings in the driver's form. */
export function clientConfig({ url, timeout }) {
    const address = new URL(url);
    if (VERIFYING_SSL_MODES.test(address.searchParams.get('sslmode') ?? '')) {
        address.searchParams.set('sslmode', 'verify-full');
    }
    return {
        connectionString: address.href,
        application_name: address.searchParams.get('application_name') ?? 'notion-rest-mcp',
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        statement_timeout: timeout,
        idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
        keepAlive: true,
        keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
        types: { getTypeParser: parserOf },
    };
}
/** Positions and counts are numbers in this program, as SQLite gives them. */
function parserOf(type, format) {
    // The driver's own parsers are declared by type number, one overload each.
    return type === INT8_OID ? toNumber : pg.types.getTypeParser(type, format);
}
function toNumber(text) {
    const number = Number(text);
    if (!Number.isSafeInteger(number)) {
        throw new RangeError('A number of the database is too large.');
    }
    return number;
}
