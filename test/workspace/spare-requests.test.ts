import { expect, it } from '@jest/globals';
import { spareRequests } from '../../src/workspace/spare-requests.js';

it.each([
  { requests: 180, limit: 180, spare: 120 },
  { requests: 61, limit: 180, spare: 1 },
  { requests: 60, limit: 180, spare: 0 },
  { requests: 0, limit: 180, spare: 0 },
  { requests: 2, limit: 4, spare: 0 },
])('of $requests requests left in a window of $limit, $spare may be spent on guesses', (row) => {
  expect(spareRequests({ windowLeft: { requests: row.requests, limit: row.limit } })).toBe(row.spare);
});
