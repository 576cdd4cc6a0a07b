import { expect, it } from '@jest/globals';
import { requestKey } from '../../../src/notion/client/request-key.js';

it('tells requests apart by all that they send', () => {
  const query = (start_cursor?: string) =>
    requestKey((client) =>
      client.dataSources.query({
        data_source_id: 'a',
        ...(start_cursor === undefined ? {} : { start_cursor }),
      }),
    );
  expect(query()).toBe(query());
  const keys = [
    query(),
    query('next'),
    requestKey((client) => client.search({ query: 'a' })),
    requestKey((client) => client.pages.retrieve({ page_id: 'a' })),
    requestKey((client) => client.pages.retrieveMarkdown({ page_id: 'a' })),
    requestKey((client) => client.pages.properties.retrieve({ page_id: 'a', property_id: 'b' })),
  ];
  expect(keys).not.toContain(undefined);
  expect(new Set(keys).size).toBe(keys.length);
});

it('has no name for what is not one single request', () => {
  expect(requestKey(() => Promise.resolve())).toBeUndefined();
  expect(requestKey((client) => Promise.all([client.users.me({}), client.users.me({})]))).toBeUndefined();
});
