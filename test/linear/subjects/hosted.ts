import { hostedDiscussions } from '../../../src/content/hosted/hosted-discussions.js';
import { hostedHits } from '../../../src/content/hosted/hosted-hits.js';
import { hostedPage } from '../../../src/content/hosted/hosted-page.js';
import { dataSourcesIn, hostedRows } from '../../../src/content/hosted/hosted-rows.js';
import { hostedTeams } from '../../../src/content/hosted/hosted-teams.js';
import { hostedUsers } from '../../../src/content/hosted/hosted-users.js';
import type { Subjects } from './hostile.js';

/** Answers of Notion's own server: what people wrote stands in them, and their shape is not ours. */
export const hosted: Subjects = {
  'hosted: an answer': ({ text }) =>
    [hostedDiscussions, hostedHits, hostedPage, hostedRows, hostedTeams, hostedUsers, dataSourcesIn].map(
      (read) => read(text),
    ),
  'hosted: hits': ({ text, pieces }) =>
    hostedHits(
      JSON.stringify({
        type: 'workspace_search',
        results: [text, ...pieces].map((each) => ({
          id: each,
          title: each,
          url: each,
          type: 'page',
          highlight: each,
          timestamp: each,
          path: each,
        })),
      }),
    ),
  'hosted: a page': ({ text }) =>
    ['', '<page url="x">\n<content>\n'].map((before) =>
      hostedPage(
        JSON.stringify({
          metadata: { type: 'page' },
          title: text,
          url: text,
          text: `${before}${text}`,
          page_last_edited_at: text,
        }),
      ),
    ),
  'hosted: rows': ({ text, pieces }) =>
    hostedRows(
      JSON.stringify({ results: pieces.map((piece, at) => ({ [`${piece} ${at}`]: text.slice(0, 20) })) }),
    ),
  'hosted: columns': ({ text }) => [
    dataSourcesIn(`<data-source ${text}`),
    dataSourcesIn(`<data-source url="${text}`),
  ],
  'hosted: discussions': ({ text, pieces }) => [
    hostedDiscussions(
      `<discussion id="${text}" text-context="${text}"><comment id="x">${text}</comment></discussion>`,
    ),
    hostedDiscussions(pieces.map((piece) => `<discussion ${piece}><comment>${piece}`).join('')),
    hostedDiscussions(JSON.stringify({ text: `<comment ${text}>${text}` })),
  ],
  'hosted: people and teams': ({ text, pieces }) => [
    hostedUsers(
      JSON.stringify({ results: [text, ...pieces].map((name) => ({ id: name, name, email: name })) }),
    ),
    hostedTeams(JSON.stringify({ joinedTeams: [text, ...pieces].map((name) => ({ id: name, name })) })),
  ],
};
