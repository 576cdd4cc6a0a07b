import { renderAnswer } from '../../content/answer/answer.js';
import { pluralize } from '../../content/answer/pluralize.js';
import { quote } from '../../text/quote.js';
import { hostedHitLine, searchHosted } from './search-hosted.js';
/** What the apps connected to Notion hold about a question. */
export async function askConnectedApps(hosted, query, limit, boundary) {
    const found = await searchHosted(hosted, query, 'connected apps');
    const inApps = found.filter(({ id }) => id === undefined);
    const shown = inApps.slice(0, limit);
    const pages = found.length - inApps.length;
    return renderAnswer({
        summary: shown.length === 0
            ? `Nothing in connected apps for ${quote(query)}. Either no app is connected to Notion for this person, the plan has no Notion AI, or nothing matches; Notion does not say which.`
            : `${pluralize(shown.length, 'hit')} in connected apps for ${quote(query)}, as Notion ranks them; it does not say how many there are in all.`,
        content: shown.map((hit) => hostedHitLine(hit)).join('\n'),
        notes: [
            shown.length < inApps.length
                ? `Not shown: ${pluralize(inApps.length - shown.length, 'hit')}; raise limit.`
                : '',
            pages > 0
                ? `Left out: ${pluralize(pages, 'page')} of Notion itself; use notion_search for those.`
                : '',
            shown.length > 0 ? 'These lie outside of Notion and open in their own app only.' : '',
        ],
    }, boundary);
}
