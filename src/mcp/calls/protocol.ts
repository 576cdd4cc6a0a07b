// What the SDK defines as well. Repeated here, because a client over stdio is served before the SDK is loaded, which takes
// a fifth of what it waits for. `test/mcp/calls/protocol.test.ts` compares.

/** The version without a handshake: each request carries its envelope in `_meta`. */
export const STATELESS_VERSION = '2026-07-28';

/** Members of `_meta`. */
export const META_KEYS = {
  version: 'io.modelcontextprotocol/protocolVersion',
  client: 'io.modelcontextprotocol/clientInfo',
  capabilities: 'io.modelcontextprotocol/clientCapabilities',
  server: 'io.modelcontextprotocol/serverInfo',
} as const;

/** Codes of JSON-RPC. */
const CODES = { invalidParams: -32_602, internalError: -32_603 } as const;

/** A request that gets an error in place of a result. The SDK reads the code, whatever the class. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: number;
  /** For a program, beside the message. */
  readonly data: object | undefined;

  constructor(kind: keyof typeof CODES, message: string, data?: object) {
    super(message);
    this.code = CODES[kind];
    this.data = data;
  }
}
