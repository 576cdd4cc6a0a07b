import { expect } from '@jest/globals';
import { toolsets } from '../../../src/catalogue.js';
import { ToolError } from '../../../src/errors.js';
import { createToolCaller } from '../../../src/mcp/calls/call-tool.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import { writesWithin } from '../../../src/notion/roots/write-gate.js';
import type { Tool } from '../../../src/tool.js';
import { writeTools } from '../../../src/write-catalogue.js';
import { NOW } from '../../support/notion/tool-sandbox.js';
import { siteOf } from '../error-sites.js';
import { parseStrictly } from '../strict-answer.js';
import { unfinishedChanges } from './unfinished-changes.js';

export const BOUNDARY = 'c0ffee11';

const tools: ReadonlyMap<string, Tool> = new Map(
  [...Object.values(toolsets).flat(), ...writeTools].map((tool) => [tool.name, tool]),
);

/** Calls tools as a client does, and notes where their refusals are made and what is logged. */
export class RefusedCalls {
  /** Places in the sources. */
  readonly met = new Set<string>();
  readonly logged: string[] = [];

  /** What the tool answers instead of doing what it is told; undefined where it does. */
  async refusalOf(url: string, name: string, input: unknown): Promise<string | undefined> {
    const tool = tools.get(name);
    if (tool === undefined) {
      throw new Error(`There is no tool ${name}.`);
    }
    const connection = createConnection({
      token: 'ntn_x',
      apiUrl: url,
      backoffMilliseconds: 1,
      budget: { requestsPerWindow: 100_000 },
      deadlineMilliseconds: 10_000,
      writes: writesWithin({ roots: undefined }, () => Promise.resolve()),
    });
    const log = (...line: unknown[]): void => void this.logged.push(JSON.stringify(line));
    const call = createToolCaller(this.#noting(tool), {
      log: { info: log, warn: log, error: log },
      now: () => NOW,
      extraRequests: 10,
      randomText: () => BOUNDARY,
      changes: unfinishedChanges,
    });
    const workspaces = { list: () => Promise.resolve([]), open: () => Promise.resolve(connection) };
    const { text, outcome } = await call(
      input,
      { workspaces, workspaceSummaries: [] },
      new AbortController().signal,
    );
    expect({ text, outcome }).not.toMatchObject({ outcome: 'internal' });
    if (outcome === 'ok' && !text.startsWith('{')) {
      parseStrictly(text);
    }
    return outcome === 'ok' ? undefined : text;
  }

  /** Notes the error and those that it was made of: one that says of which column another speaks hides its place. */
  note(error: unknown): void {
    for (let each = error; each instanceof ToolError; each = each.cause) {
      this.met.add(siteOf(each));
    }
  }

  #noting(tool: Tool): Tool {
    return {
      ...tool,
      run: async (given, context) => {
        try {
          return await tool.run(given, context);
        } catch (error) {
          this.note(error);
          throw error;
        }
      },
    };
  }
}
