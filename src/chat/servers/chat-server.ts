import type { Transport } from '@modelcontextprotocol/client';

/** An MCP server that a conversation may use. */
export interface ChatServer {
  /** Says to the person and to the model which one it is: `SERVER_NAME` matches it. */
  readonly name: string;
  /** Of its open connection. People never share one: whoever serves several puts the person's id into it. */
  readonly key: string;
  /** Says to people what to do when it cannot be used; a sentence of our own. */
  readonly help?: string;
  /** Makes a transport that is not started yet. Called again when the connection has ended. */
  readonly transport: (signal: AbortSignal) => Transport | Promise<Transport>;
}

/** Names that fit before a tool's name within the 64 characters that models' APIs take. */
export const SERVER_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,31}$/;

/** A tool of a server. */
export interface ChatTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its arguments. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Whether the server says that it only reads; only then is it called without the person's yes. */
  readonly isReadOnly: boolean;
  /** Whether its arguments have `dry_run`, which tells what it would do. */
  readonly hasDryRun: boolean;
}
