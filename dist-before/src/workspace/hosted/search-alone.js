import * as z from 'zod';
import { renderAnswer } from '../../content/answer/answer.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { InputError } from '../../errors.js';
import { quote } from '../../text/quote.js';
import { say } from '../../text/words.js';
import { hostedHitLine, searchHosted } from './search-hosted.js';
/** Hits in one answer, where none is asked for. */
const DEFAULT_HITS = 10;
const wantedSchema = z.object({
    query: z.string(),
    kind: z.enum(['any', 'page', 'database']),
    limit: z.int().optional(),
    cursor: z.string().optional(),
});
/** `notion_search` through the hosted server alone. */
export async function searchAlone(input, { hosted, boundary }) {
    const { query, kind, limit = DEFAULT_HITS, cursor } = wantedSchema.parse(input);
    if (query === '' || cursor !== undefined) {
        throw new InputError(query === '' ? 'query' : 'cursor', say `This workspace is connected through Notion's hosted server alone, which neither lists the latest edits nor continues a search.`, say `Pass words to search for, and no cursor.`);
    }
    const found = await searchHosted(hosted, query, 'workspace');
    const wanted = found.filter((hit) => kind === 'any' || hit.kind === kind);
    const shown = wanted.slice(0, limit);
    const none = `Notion's hosted server found nothing for ${quote(query)} (titles and texts). Try other words.`;
    const some = `${pluralize(shown.length, 'hit')} for ${quote(query)}, best first (titles and texts, through Notion's hosted server alone); it does not say how many there are in all.`;
    return renderAnswer({
        summary: shown.length === 0 ? none : some,
        content: shown.map((hit) => hostedHitLine(hit)).join('\n'),
        notes: [
            shown.length < wanted.length
                ? `Not shown: ${pluralize(wanted.length - shown.length, 'hit')}; raise limit.`
                : '',
        ],
    }, boundary);
}
