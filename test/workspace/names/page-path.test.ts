import { describe, expect, it } from '@jest/globals';
import { AccessError, UnavailableError } from '../../../src/errors.js';
import type { NotionSession } from '../../../src/notion/session.js';
import { say } from '../../../src/text/words.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { pagePath } from '../../../src/workspace/names/page-path.js';
import type { ObjectParent, ObjectSummary } from '../../../src/workspace/names/titles.js';
import { startToolSandbox } from '../../support/notion/tool-sandbox.js';

/** Titles from the inside out; the last one is what lies above them: a failure, or nothing. */
function pathOf(titles: readonly string[], above: Error | undefined, requests = 9): Promise<string> {
  const parentAt = (at: number): ObjectParent =>
    at < titles.length || above !== undefined ? { kind: 'page', id: String(at) } : undefined;
  const session = {
    prefetchShared: () => Promise.resolve(),
    getCached: () => undefined,
    setCached: () => {},
    cached: (_kind: object, id: string): Promise<ObjectSummary> => {
      const title = titles[Number(id)];
      return title === undefined
        ? Promise.reject(above ?? new Error('There is nothing above.'))
        : Promise.resolve({ kind: 'page', id, title, parent: parentAt(Number(id) + 1) });
    },
  } as unknown as NotionSession;
  return pagePath(session, parentAt(0), new LookupBudget(requests));
}

const refused = new AccessError(say`no`, say`no`);
const failed = new UnavailableError(say`no`, say`no`);

describe('the path of a page', () => {
  it.each<[string, readonly string[], Error | undefined, number, string]>([
    ['names its parents, outermost first', ['Jetty', 'Port *1*'], undefined, 9, 'Port \\*1\\* › Jetty'],
    ['is empty at the top', [], undefined, 9, ''],
    ['says that a parent is not shared', ['Jetty'], refused, 9, '[parent not shared] › Jetty'],
    ['says so of the only parent', [], refused, 9, '[parent not shared]'],
    ['says that Notion did not answer', ['Jetty'], failed, 9, '[parent not looked up] › Jetty'],
    ['says that the allowance ended', ['Jetty', 'Port'], undefined, 1, '[parent not looked up] › Jetty'],
    [
      'is cut where it is very deep',
      Array(20).fill('P'),
      undefined,
      99,
      `… › ${Array(12).fill('P').join(' › ')}`,
    ],
    [
      'escapes a title that looks like a reason',
      ['[parent not shared]'],
      undefined,
      9,
      '\\[parent not shared]',
    ],
  ])('%s', async (_name, titles, above, requests, path) => {
    expect(await pathOf(titles, above, requests)).toBe(path);
  });

  it('lets what is no answer of Notion through', async () => {
    await expect(pathOf([], new TypeError('a fault of ours'))).rejects.toThrow('a fault of ours');
  });

  it('stands in a hit with the reason where the lookups are used up', async () => {
    const notion = await startToolSandbox({}, {}, { extraRequests: 0 });
    const answer = await notion.call('notion_search', { query: 'deploy guide', limit: 1 });
    expect(answer).toContain('\n- Deploy guide (page, path not looked up, edited 2026-11-11)\n');
    await notion.close();
  });
});
