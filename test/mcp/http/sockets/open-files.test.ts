import { expect, it } from '@jest/globals';
import { maxConnectionsForOpenFiles } from '../../../../src/mcp/http/sockets/open-files.js';

const limits = (soft: string) => `Limit                     Soft Limit           Hard Limit           Units
Max processes             100                  100                  processes
Max open files            ${soft.padEnd(21)}1048576              files
`;

it.each([
  ['as many as are wanted, where there is room', limits('20000'), 2000],
  ['fewer where the system allows few open files: some are left to reach Notion', limits('1024'), 614],
  ['as many as are wanted where there is no end', limits('unlimited'), 2000],
  ['as many as are wanted where nothing is known', '', 2000],
])('connections of clients are %s', (_what, text, expected) => {
  expect(maxConnectionsForOpenFiles(2000, text)).toBe(expected);
});

it('reads what this machine says', () => {
  expect(maxConnectionsForOpenFiles(1)).toBe(1);
});
