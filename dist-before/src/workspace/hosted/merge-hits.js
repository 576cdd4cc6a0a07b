import { pluralize } from '../../content/answer/pluralize.js';
import { titleText } from '../../content/print/title-text.js';
import { ToolError } from '../../errors.js';
import { undashed } from '../../notion/reference.js';
import { resultOrToolError } from '../tolerate.js';
import { hostedHitLine, MAX_HIGHLIGHT_CHARACTERS, searchHosted } from './search-hosted.js';
import { hostedProblem } from './hosted-problem.js';
const HEADING = "Found by Notion's hosted server, which searches texts too and sees what the person who signed in there sees:";
/** Milliseconds that a search beside another one may take: nobody waits for the second as long as for the only one. */
const BESIDE_TIMEOUT_MS = 10_000;
/** Begins the search at the hosted server beside one over REST, which is answered whatever becomes of this one. */
export function searchBeside(hosted, query, kind, limit) {
    const asked = resultOrToolError(() => searchHosted(hosted, query, 'workspace', { timeoutMs: BESIDE_TIMEOUT_MS }));
    asked.catch(() => { });
    return async (shown) => mergeHits(shown, await asked, kind, limit);
}
/**
 * Puts the hits of both searches together by the ids of pages, and says of each where it comes from. A hit of the hosted server
 * alone may be a page that is not shared with the REST connection: it is not missing.
 */
function mergeHits(shown, found, kind, limit) {
    if (found instanceof ToolError) {
        const note = `Not searched: texts, through Notion's hosted server (${hostedProblem(found)}).`;
        return { hits: shown, further: [], summary: '', note };
    }
    const byId = new Map(found.flatMap((hit) => (hit.id === undefined ? [] : [[undashed(hit.id), hit]])));
    const hits = shown.map((hit) => {
        const same = byId.get(undashed(hit.summary.id));
        if (same === undefined) {
            return hit;
        }
        byId.delete(undashed(hit.summary.id));
        const highlight = titleText(same.highlight, MAX_HIGHLIGHT_CHARACTERS);
        return {
            ...hit,
            passage: hit.passage ?? (highlight === '' ? undefined : highlight),
            via: 'also found by the hosted search',
        };
    });
    const others = [...byId.values()].filter((hit) => kind === 'any' || hit.kind === kind);
    const further = others.slice(0, limit);
    const summary = others.length === 0
        ? " Notion's hosted server, which searches texts too, found nothing else."
        : ` Notion's hosted server, which searches texts too, found ${pluralize(others.length, 'other')}${further.length < others.length ? `, of which ${further.length} are shown` : ''}; it counts no more.`;
    return {
        hits,
        further: further.length === 0 ? [] : [`\n${HEADING}`, ...further.map((hit) => hostedHitLine(hit))],
        summary,
        note: '',
    };
}
