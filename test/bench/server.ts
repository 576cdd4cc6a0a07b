import type { Sandbox } from '../../src/sandbox/server.js';
import type { McpSession, Program } from './mcp-session.js';
import type { Asks, TaskId } from './tasks.js';

/** Asks a server one question as well as its tools allow; gives what a reader concludes, where the answers do not say it. */
type Inquiry<Id extends TaskId> = (session: McpSession, asks: Asks[Id]) => Promise<string | void>;

/** A server to compare. A task without an inquiry is one that it has no tool for. */
export interface ComparedServer {
  readonly name: string;
  readonly isOurs?: true;
  readonly isOfficial?: true;
  /** Installs it and gives its version. */
  prepare(): Promise<{ readonly version: string }>;
  program(sandbox: Sandbox): Program;
  readonly tasks: { readonly [Id in TaskId]?: Inquiry<Id> };
}
