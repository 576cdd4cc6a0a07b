import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import nock, { type Definition } from 'nock';
import { documentFromBlocks } from '../src/content/blocks/from-blocks.js';
import { documentFromMarkdown } from '../src/content/markdown/from-markdown.js';
import { noNames } from '../src/content/names.js';
import { printBlocks } from '../src/content/print/print.js';
import { renderPropertyValue } from '../src/content/properties/property-value.js';
import { renderRichText } from '../src/content/rich-text/rich-text.js';
import { schemaLines, defaultDetail } from '../src/content/properties/schema-text.js';
import { ToolError } from '../src/errors.js';
import { createConnection } from '../src/notion/client/connection.js';
import { planConditions } from '../src/notion/query/plan.js';

/**
 * Replays every recording of a folder, real traffic of the API as nock definitions, through the client and the
 * renderers: what Notion really sends must reach the caller unchanged and print without a gap.
 */
const folder = process.env['NOTION_RECORDINGS_DIR'];
const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'));

interface Recorded extends Definition {
  readonly response: Record<string, unknown>;
}

const replay = files.length === 0 ? describe.skip : describe;

replay('recordings of the real API', () => {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => nock.cleanAll());
  afterAll(() => {
    nock.enableNetConnect();
    // Else its interception stays in place for the test files that come after in this process.
    nock.restore();
  });

  it.each(files.length === 0 ? ['none'] : files)('%s', async (file) => {
    const definitions = JSON.parse(readFileSync(join(folder ?? '', file), 'utf8')) as Recorded[];
    nock.define(definitions);
    let rendered = 0;
    for (const definition of definitions) {
      const answer = await send(definition);
      if ((definition.status ?? 200) >= 400) {
        expect(answer).toBeInstanceOf(ToolError);
      } else {
        expect(answer).toEqual(definition.response);
        rendered += render(answer as Record<string, unknown>);
      }
    }
    expect(nock.isDone()).toBe(true);
    expect(rendered + definitions.length).toBeGreaterThan(0);
  });
});

async function send(definition: Recorded): Promise<unknown> {
  const session = createConnection({ token: 'ntn_recorded' }).openSession({
    signal: new AbortController().signal,
  });
  const url = new URL(String(definition.path), 'https://api.notion.com');
  const query: Record<string, string | string[]> = {};
  for (const key of url.searchParams.keys()) {
    const values = url.searchParams.getAll(key);
    query[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  const body = definition.body;
  try {
    return await session.read('GET /v1/recorded', (client) =>
      client.request({
        path: url.pathname.replace(/^\/v1\//, ''),
        method: (definition.method ?? 'GET').toLowerCase() as 'get' | 'post' | 'patch' | 'delete',
        query,
        ...(typeof body === 'object' ? { body: body as unknown as Record<string, unknown> } : {}),
      }),
    );
  } catch (error) {
    return error;
  }
}

/** Prints the object, or each object of a list; returns how many were printed. */
function render(value: Record<string, unknown>): number {
  const results = value['results'];
  if (Array.isArray(results)) {
    return results
      .map((result) => render(result as Record<string, unknown>))
      .reduce((sum, count) => sum + count, 0);
  }
  const text = textOf(value);
  if (text === undefined) {
    return 0;
  }
  expect(text).not.toMatch(/X-Amz-|\[object |\bundefined\b|\bNaN\b/);
  return 1;
}

function textOf(value: Record<string, unknown>): string | undefined {
  switch (value['object']) {
    case 'page':
      return Object.values(value['properties'] as Record<string, { type: string }>)
        .map((property) => renderPropertyValue(property, noNames))
        .join('\n');
    case 'property_item':
      return renderPropertyValue(value as { type: string }, noNames);
    case 'block':
      return printBlocks(
        documentFromBlocks([{ block: value as never, children: [], complete: true }], noNames),
      );
    case 'page_markdown':
      return printBlocks(documentFromMarkdown(String(value['markdown']), noNames));
    case 'comment':
      return renderRichText(value['rich_text'], noNames);
    case 'data_source': {
      const schema = value['properties'] as Parameters<typeof planConditions>[0];
      const conditions = Object.values(schema)
        .filter(({ type }) => type === 'rich_text' || type === 'select')
        .map(({ name }) => ({ property: name, operator: 'is_not_empty' }));
      expect(planConditions(schema, conditions)).toHaveLength(conditions.length);
      const columns = Object.values(schema);
      return schemaLines(columns, columns, noNames, defaultDetail).join('\n');
    }
    default:
      return undefined;
  }
}
