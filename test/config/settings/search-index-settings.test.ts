import { expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/config.js';

const indexOf = (argv: readonly string[], environment: Record<string, string> = {}): unknown => {
  const config = loadConfig(['stdio', ...argv], { NOTION_TOKEN: 'ntn_0123456789abcdef', ...environment });
  return 'searchIndex' in config ? config.searchIndex : 'none';
};

it.each<[string[], Record<string, string>, unknown]>([
  [[], {}, undefined],
  [[], { SEARCH_INDEX: 'off' }, undefined],
  [[], { SEARCH_INDEX: 'On' }, { budgetShare: 0.25, pollSeconds: 60 }],
  [['--search-index'], {}, { budgetShare: 0.25 }],
  [['--search-index=off'], { SEARCH_INDEX: 'on' }, undefined],
  [
    ['--search-index'],
    { SEARCH_INDEX_BUDGET_SHARE: '1', SEARCH_INDEX_POLL_SECONDS: '10' },
    { budgetShare: 0.01, pollSeconds: 10 },
  ],
  [
    ['--search-index', '--search-index-budget-share', '90', '--search-index-poll-seconds', '86400'],
    {},
    { budgetShare: 0.9, pollSeconds: 86_400 },
  ],
  [['--search-index', '--data-folder', '/srv/index'], {}, { storage: { folder: '/srv/index' } }],
])('reads %j with %j', (argv, environment, expected) => {
  const read = indexOf(argv, environment);
  if (expected === undefined) {
    expect(read).toBeUndefined();
  } else {
    expect(read).toMatchObject(expected as object);
  }
});

it.each([
  [{ SEARCH_INDEX: 'yes' }, /^SEARCH_INDEX must be off or on/],
  [{ SEARCH_INDEX: 'on', SEARCH_INDEX_BUDGET_SHARE: '0' }, /^SEARCH_INDEX_BUDGET_SHARE must be/],
  [{ SEARCH_INDEX: 'on', SEARCH_INDEX_BUDGET_SHARE: '91' }, /^SEARCH_INDEX_BUDGET_SHARE must be/],
  [{ SEARCH_INDEX: 'on', SEARCH_INDEX_POLL_SECONDS: '9' }, /^SEARCH_INDEX_POLL_SECONDS must be/],
  [{ SEARCH_INDEX: 'on', SEARCH_INDEX_POLL_SECONDS: '86401' }, /^SEARCH_INDEX_POLL_SECONDS must be/],
])('refuses %j', (environment, problem) => {
  expect(() => indexOf([], environment)).toThrow(problem);
});
