import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { shortUrl } from '../src/content/notion-id.js';
import { titleText } from '../src/content/print/title-text.js';
import { quote } from '../src/text/quote.js';
import { searchTitles } from '../src/notion/endpoints/search.js';
import { stateOf, titleWithState } from '../src/notion/object-state.js';
import { parentOf } from '../src/notion/parent-of.js';
import { cursorParameter, defineTool, limitParameter, readOnly } from '../src/tool.js';
import { endNotes, endOf, isComplete } from '../src/workspace/list-end.js';
import { nextBatch } from '../src/workspace/read-all.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { readDatabasesOf } from '../src/workspace/names/database-names.js';
import { summaryOfDataSource, cacheSummary } from '../src/workspace/names/titles.js';
import { DATABASES, dataSourceReference } from '../src/workspace/names/find-database.js';
import { pagePath } from '../src/workspace/names/page-path.js';
import { searchWords } from '../src/text/search-words.js';
import { holdsAllWords, rankByTitle } from '../src/workspace/search/rank-titles.js';
/** Names of data sources that nobody chose, so that people know the database by its own title. */
const GIVEN_BY_NOTION = /^(?:untitled|(?:new |untitled )?(?:data ?source|database))(?: \d+)?$/i;
const positionSchema = z.object({ notion: z.string() });
export default defineTool({
    name: 'notion_list_databases',
    title: 'List Notion databases',
    description: 'Lists the databases shared with the connection, with their data sources (the tables inside), most recently edited first. ' +
        'Pass a URL or collection:// id from here to notion_describe_database or notion_query_database.',
    input: z.object({
        query: z.string().trim().max(300).default('').describe('Words of the title; empty lists all'),
        limit: limitParameter(25, 100),
        cursor: cursorParameter,
    }),
    annotations: readOnly,
    async run({ query, limit, cursor }, { notion, boundary, extraRequests }) {
        const from = decodeCursor('notion_list_databases', cursor, positionSchema);
        const words = searchWords(query).typed;
        const page = await nextBatch((cursor) => searchTitles(notion, { query: words, kind: 'data_source', pageSize: limit, cursor }), from?.notion);
        const sources = page.items.filter((result) => result.object === 'data_source');
        for (const source of sources) {
            cacheSummary(notion, source);
        }
        const ranked = rankByTitle(sources, query, (source) => summaryOfDataSource(source).title);
        const databases = groupByDatabase(ranked);
        const lookups = new LookupBudget(extraRequests);
        const lines = await Promise.all([...databases.values()].map((group) => describe(notion, group, query, lookups)));
        const next = page.nextCursor;
        return renderAnswer({
            summary: summarise(query, databases.size, page, from !== undefined),
            content: lines.join('\n'),
            notes: endNotes(page, DATABASES),
            next: next === undefined
                ? undefined
                : {
                    tool: 'notion_list_databases',
                    arguments: {
                        ...(query === '' ? {} : { query }),
                        limit,
                        cursor: encodeCursor('notion_list_databases', { notion: next }),
                    },
                },
        }, boundary);
    },
});
function summarise(query, count, end, continued) {
    const matching = query === '' ? '' : ` matching ${quote(query)}`;
    if (count === 0 && (continued || !isComplete(end))) {
        return `No ${continued ? 'further ' : ''}database${matching} in this part; ${endOf(end)}.`;
    }
    if (count === 0) {
        return `No database${matching} is shared with this connection. A newly shared database may take a few minutes to appear.`;
    }
    return `${pluralize(count, 'database')}${matching}; ${endOf(end)}.`;
}
function groupByDatabase(sources) {
    const groups = new Map();
    for (const source of sources) {
        const database = parentOf(source.parent)?.id ?? source.id;
        groups.set(database, [...(groups.get(database) ?? []), source]);
    }
    return groups;
}
async function describe(notion, sources, query, lookups) {
    const [first] = sources;
    if (first === undefined) {
        return '';
    }
    const [path, title] = await Promise.all([
        pagePath(notion, summaryOfDataSource(first).parent, lookups),
        titleOfDatabase(notion, sources, query, lookups),
    ]);
    const where = path === '' ? '' : `in ${path}, `;
    const state = sources.every((source) => stateOf(source) !== undefined) ? stateOf(first) : undefined;
    const facts = `(${state === undefined ? '' : `${state}, `}${where}edited ${first.last_edited_time.slice(0, 10)})\n  ${shortUrl(first.url)}`;
    const shown = title ?? sources.map(nameOf).join(' + ');
    const listed = sources.map((source) => {
        const name = nameOf(source) === shown ? '' : ` ${nameOf(source)}:`;
        const own = state === undefined ? stateOf(source) : undefined;
        return `  data source${name} ${titleWithState({ title: dataSourceReference(source.id), state: own })}`;
    });
    return [`- ${shown} ${facts}`, ...listed].join('\n');
}
/** The title that people see, where it is likely to differ from the name of the data source. */
async function titleOfDatabase(notion, sources, query, lookups) {
    const differs = sources.length > 1 ||
        sources.some((source) => {
            const { title } = summaryOfDataSource(source);
            return GIVEN_BY_NOTION.test(title) || !holdsAllWords(title, query);
        });
    const [database] = differs && lookups.take() ? await readDatabasesOf(notion, sources, 1) : [];
    return database === undefined || database.title === '' ? undefined : titleText(database.title);
}
function nameOf(source) {
    return titleText(summaryOfDataSource(source).title);
}
