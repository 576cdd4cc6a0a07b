import { afterEach, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { startSandbox } from '../../src/sandbox/server.js';
import type { Sandbox } from '../../src/sandbox/server.js';
import { call } from './call.js';

let sandbox: Sandbox | undefined;

afterEach(async () => {
  await sandbox?.close();
});

interface List {
  readonly results: { readonly id: string }[];
  readonly next_cursor: string | null;
}

describe('ceilings', () => {
  it('ends a query at the row ceiling and says so on the last page only', async () => {
    const { workspace, dataSourceId } = workspaceWith({ rows: 30 });
    workspace.limits.queryRows = 15;
    sandbox = await startSandbox({ workspace });
    const endpoint = `POST /v1/data_sources/${dataSourceId}/query`;
    const first = (await call(sandbox, endpoint, { page_size: 10 })).body as List;
    expect(first).not.toHaveProperty('request_status');
    const last = (await call(sandbox, endpoint, { page_size: 10, start_cursor: first.next_cursor })).body;
    expect(last).toMatchObject({
      has_more: false,
      next_cursor: null,
      request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
    });
    expect((last as List).results).toHaveLength(5);
  });

  it('pages through 1,200 rows in 12 requests', async () => {
    const { workspace, dataSourceId, rowIds } = workspaceWith({ rows: 1200 });
    sandbox = await startSandbox({ workspace });
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const body = cursor === undefined ? {} : { start_cursor: cursor };
      const part = (await call(sandbox, `POST /v1/data_sources/${dataSourceId}/query`, body)).body as List;
      ids.push(...part.results.map(({ id }) => id));
      cursor = part.next_cursor;
    } while (cursor !== null);
    expect(ids).toEqual(rowIds);
    expect(sandbox.requests).toHaveLength(12);
  });

  it('gives every block of a long page through children as well as markdown', async () => {
    const { workspace, pageId } = workspaceWith({ blocks: 303 });
    sandbox = await startSandbox({ workspace });
    expect(workspace.blocks.size).toBe(303);
    const { markdown } = (await call(sandbox, `GET /v1/pages/${pageId}/markdown`)).body as {
      markdown: string;
    };
    expect(markdown.split('\n')).toHaveLength(303);
    expect(markdown).toContain('\t\t- [ ] Step 300');
  });
});
