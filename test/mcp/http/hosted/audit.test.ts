import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../../src/audit/audit-log.js';
import { auditedHostedChanges, auditedReads } from '../../../../src/mcp/calls/audit/audited-reads.js';
import type { RunningHttpServer } from '../../../../src/mcp/http/http.js';
import { startProxyServer } from '../../../support/upstream/proxy-server.js';
import { connectionTo, startRawUpstream, type RawUpstream } from '../../../support/upstream/raw-upstream.js';

/*
 * AUDIT_READS records who read what through the proxy as it does for our own tools: the tool and ids, never content. A change
 * is recorded in any case.
 */

const PAGE = '5d41402a-bc4b-4a76-b971-9d911017c592';
let upstream: RawUpstream;
let server: RunningHttpServer;
let entries: AuditEntry[];

beforeEach(async () => {
  upstream = await startRawUpstream();
  entries = [];
  const audit = { record: (entry: AuditEntry) => void entries.push(entry), recordAggregated: () => {} };
  const tool = (name: string, isReadOnly: boolean) => ({ name, isReadOnly, argumentNames: undefined });
  server = await startProxyServer(connectionTo(upstream.url), {
    tools: [tool('notion-fetch', true), tool('notion-update-page', false), tool('notion-new-thing', false)],
    names: ['fetch', 'update-page', 'new-thing'],
    reads: auditedReads(audit),
    changes: auditedHostedChanges(audit),
  });
});
afterEach(async () => {
  await server.close();
  await upstream.close();
});

const post = async (body: unknown): Promise<number> => {
  const answer = await fetch(`${server.url}/hosted`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(body),
  });
  await answer.text();
  return answer.status;
};
const call = (name: string, given: unknown, id = 1): unknown => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: given },
});

it('names tool and page of a read, and its caller', async () => {
  await post(call('notion-fetch', { id: `https://www.notion.so/Secret-${PAGE.replaceAll('-', '')}` }));
  expect(entries).toEqual([
    {
      actor: 'key key_1',
      action: 'page.read',
      object: `page ${PAGE}`,
      space: 'space',
      outcome: 'done',
      details: { tool: 'hosted:fetch' },
    },
  ]);
});

it('records each call of a batch, and none of other messages', async () => {
  await post([call('fetch', { id: PAGE }), call('fetch', { id: 'Secret title' }, 2)]);
  await post({ jsonrpc: '2.0', id: 3, method: 'tools/list' });
  expect(entries.map(({ object }) => object)).toEqual([`page ${PAGE}`, undefined]);
  expect(JSON.stringify(entries)).not.toContain('Secret');
});

it('records a change as one too, by ids alone', async () => {
  await post(
    call('notion-update-page', {
      page_id: PAGE,
      command: 'replace_content',
      new_str: 'Secret',
      properties: { id: 'Secret' },
    }),
  );
  await post(call('notion-new-thing', { what: 'Secret' }));
  expect(entries.map(({ action, object, details }) => [action, object, details?.['tool']])).toEqual([
    ['page.read', `page ${PAGE}`, 'hosted:update-page'],
    ['change.ended', `page ${PAGE}`, 'hosted:update-page'],
    ['page.read', undefined, 'hosted:new-thing'],
    ['change.ended', undefined, 'hosted:new-thing'],
  ]);
  expect(JSON.stringify(entries)).not.toContain('Secret');
});

it('records what failed as failed, and no name that only the client chose', async () => {
  upstream.answer = (_request, response) => response.destroy();
  await post(call('fetch', { id: PAGE }));
  await post(call('Secret.tool', { id: PAGE }));
  expect(entries.map(({ outcome, action, details }) => [outcome, action, details?.['tool']])).toEqual([
    ['failed', 'page.read', 'hosted:fetch'],
    ['failed', 'page.read', 'hosted:other'],
    ['failed', 'change.ended', 'hosted:other'],
  ]);
});
