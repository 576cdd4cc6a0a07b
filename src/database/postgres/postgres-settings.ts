import pg from 'pg';

/** Where a Postgres database is, and how much of it a process takes. */
export interface PostgresSettings {
  /** `postgres://user:password@host:port/database?sslmode=…` */
  readonly url: string;
  /** Connections of one process, at most; one more is taken while it refreshes tokens. */
  readonly connections: number;
  /** The longest that a statement may take, in milliseconds. */
  readonly timeout: number;
}

/** Milliseconds that a new connection may take. */
const CONNECT_TIMEOUT_MS = 5000;
/** Milliseconds after which Postgres undoes the transaction of a process that it hears nothing of. */
const IDLE_TRANSACTION_TIMEOUT_MS = 10_000;
/** Milliseconds of silence after which TCP asks whether the other side is still there. */
const KEEP_ALIVE_MS = 10_000;
/** Postgres's number for the type of `bigint`. */
const INT8_OID = 20;

/**
 * All of these verify the server's certificate here. libpq's `require` does not, but whoever asks for encryption and gets
 * it with a stranger has gained nothing.
 */
const VERIFYING_SSL_MODES = /^(prefer|require|verify-ca)$/;

/** The settings as the driver takes them. */
export function clientConfig({ url, timeout }: PostgresSettings): pg.ClientConfig {
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
function parserOf(type: number, format?: 'text' | 'binary'): (text: string) => unknown {
  // The driver's own parsers are declared by type number, one overload each.
  return type === INT8_OID ? toNumber : (pg.types.getTypeParser(type, format) as (text: string) => unknown);
}

function toNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError('A number of the database is too large.');
  }
  return number;
}
