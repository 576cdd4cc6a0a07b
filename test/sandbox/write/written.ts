import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import type { ReadyMade } from '../../../src/sandbox/build/ready-made.js';
import { startSandbox } from '../../../src/sandbox/server.js';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/server.js';
import { call } from '../call.js';
import type { Reply } from '../call.js';

/** An object of the API, or an error. */
export type Json = Record<string, unknown> & {
  readonly id: string;
  readonly message: string;
  readonly markdown: string;
  readonly results: Json[];
  readonly properties: Record<string, Record<string, unknown>>;
};

/** A sandbox with a page of blocks and a database of three rows, and short words to write to it. */
export interface Written extends ReadyMade {
  readonly sandbox: Sandbox;
  /** Sends one request; fails the test unless it is answered with 200. */
  done(endpoint: string, body?: unknown): Promise<Json>;
  /** Sends one request that must be refused; gives status, code and message. */
  refused(endpoint: string, body?: unknown): Promise<{ status: number; code: unknown; message: string }>;
  send(endpoint: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Text of the page in markdown. */
  markdown(pageId: string): Promise<string>;
  close(): Promise<void>;
}

/** The present of these sandboxes: not a whole minute. */
export const NOW = new Date('2026-10-09T08:07:06.543Z');

export async function startWritten(options: SandboxOptions & { blocks?: number } = {}): Promise<Written> {
  const made = workspaceWith({ rows: 3, blocks: options.blocks ?? 4, now: NOW });
  const sandbox = await startSandbox({ ...options, workspace: made.workspace });
  const done = async (endpoint: string, body?: unknown): Promise<Json> => {
    const reply = await call(sandbox, endpoint, body);
    if (reply.status !== 200) {
      throw new Error(`${endpoint} was answered with ${reply.status}: ${reply.text}`);
    }
    return reply.body as Json;
  };
  return {
    ...made,
    sandbox,
    done,
    refused: async (endpoint, body) => {
      const { status, body: error } = await call(sandbox, endpoint, body);
      const { code, message } = error as { code: unknown; message: string };
      return { status, code, message };
    },
    send: async (endpoint, body, headers) => await call(sandbox, endpoint, body, headers),
    markdown: async (pageId) => (await done(`GET /v1/pages/${pageId}/markdown`)).markdown,
    close: async () => {
      await sandbox.close();
    },
  };
}
