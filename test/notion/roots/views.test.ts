import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessError } from '../../../src/errors.js';
import { listViews, retrieveView } from '../../../src/notion/endpoints/views.js';
import { undashed } from '../../../src/notion/reference.js';
import { restrictToRoots } from '../../../src/notion/roots/rooted-session.js';
import type { NotionSession } from '../../../src/notion/session.js';
import { addDatabase } from '../../../src/sandbox/build/databases.js';
import { addView } from '../../../src/sandbox/build/views.js';
import { planRowQuery } from '../../../src/workspace/databases/plan-row-query.js';
import { CANARY, rootedWorkspace, type RootedWorkspace } from '../../support/notion/rooted-workspace.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

let place: RootedWorkspace;
let notion: ToolSandbox;
let session: NotionSession;

beforeEach(async () => {
  place = rootedWorkspace();
  notion = await startToolSandbox({ workspace: place.workspace });
  session = restrictToRoots([undashed(place.root)], notion.connection).openSession({
    signal: new AbortController().signal,
  });
});

afterEach(() => notion.close());

const FILTER = { property: 'Name', title: { contains: CANARY } };

describe('a caller that is kept to a page', () => {
  it('reads views that lie inside and show rows inside', async () => {
    const view = addView(place.workspace, { name: 'Mine', dataSource: place.tasksSource });
    expect(await listViews(session, place.tasks)).toEqual({ ids: [view], hasMore: false });
    expect(await retrieveView(session, view)).toMatchObject({
      name: 'Mine',
      dataSourceId: place.tasksSource,
    });
  });

  it('reads no view of rows outside, nor one that was made outside, and neither looks like it exists', async () => {
    const { workspace, secretsSource, secrets, tasksSource } = place;
    const inside = addDatabase(workspace, { title: '', parent: { kind: 'page', id: place.root } });
    const hidden = [
      addView(workspace, { name: `${CANARY} 1`, dataSource: secretsSource, filter: FILTER }),
      addView(workspace, {
        name: `${CANARY} 2`,
        dataSource: secretsSource,
        database: inside,
        filter: FILTER,
      }),
      addView(workspace, { name: `${CANARY} 3`, dataSource: tasksSource, database: secrets, filter: FILTER }),
      '98765432-10ab-4cde-8f01-234567890abc',
    ];
    const errors = await Promise.all(
      hidden.map((id) => retrieveView(session, id).catch((error: unknown) => error)),
    );
    expect(errors.every((error) => error instanceof AccessError)).toBe(true);
    expect(new Set(errors.map(String)).size).toBe(1);
    await expect(listViews(session, secrets)).rejects.toBeInstanceOf(AccessError);
  });

  it('cannot filter by a column that is computed outside through a view', async () => {
    const view = addView(place.workspace, {
      name: 'Pulled',
      dataSource: place.tasksSource,
      filter: { property: 'Pulled', rollup: { any: { rich_text: { contains: 'Words' } } } },
    });
    const planned = await planRowQuery(
      session,
      { database: `view://${view}`, where: [], match: 'all', sort: [] },
      () => undefined,
    );
    expect(planned.filter).toBeDefined();
    const refused = session.read('POST /v1/data_sources/{data_source_id}/query', (client) =>
      client.dataSources.query({
        data_source_id: place.tasksSource,
        ...(planned.filter === undefined ? {} : { filter: planned.filter }),
      }),
    );
    await expect(refused).rejects.toMatchObject({ name: 'InputError' });
  });

  it('lists the views of one database only', async () => {
    await expect(
      session.read('GET /v1/views', (client) => client.views.list({ data_source_id: place.tasksSource })),
    ).rejects.toMatchObject({ name: 'UnexpectedResponseError' });
    await expect(
      session.read('GET /v1/views/{view_id}', (client) =>
        client.views.queries.results({ view_id: place.tasks, query_id: place.tasks }),
      ),
    ).rejects.toMatchObject({ name: 'UnexpectedResponseError' });
  });
});
