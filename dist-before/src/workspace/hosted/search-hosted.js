import { hostedHits } from '../../content/hosted/hosted-hits.js';
import { titleText } from '../../content/print/title-text.js';
import { oneLine } from '../../content/rich-text/escape.js';
import { UnexpectedResponseError } from '../../errors.js';
import { say } from '../../text/words.js';
/** Hits asked for; Notion gives 25 at most, and no cursor. */
const PAGE_SIZE = 25;
/** Characters of the text around what was found. */
export const MAX_HIGHLIGHT_CHARACTERS = 300;
/** Searches titles and texts by meaning. Rejects with a `ToolError`. */
export async function searchHosted(hosted, query, reach, limits = {}) {
    const { text } = await hosted.call('search', {
        query,
        query_type: 'internal',
        content_search_mode: reach === 'workspace' ? 'workspace_search' : 'ai_search',
        filters: {},
        page_size: PAGE_SIZE,
        max_highlight_length: MAX_HIGHLIGHT_CHARACTERS,
    }, limits);
    const hits = hostedHits(text);
    if (hits === undefined) {
        throw new UnexpectedResponseError(say `Notion's hosted server answered the search in an unknown form.`, say `Report this to the operator of the server.`);
    }
    return hits;
}
/** A hit as lines of a list. */
export function hostedHitLine({ title, address, kind, highlight, edited, path }) {
    const facts = [
        titleText(kind),
        ...(path === '' ? [] : [`in ${titleText(path, MAX_HIGHLIGHT_CHARACTERS)}`]),
        ...(edited === undefined ? [] : [`edited ${edited}`]),
    ];
    const quoted = highlight.trim() === '' ? '' : `\n  > ${titleText(highlight, MAX_HIGHLIGHT_CHARACTERS)}`;
    return `- ${titleText(title)} (${facts.join(', ')})\n  ${oneLine(address)}${quoted}`;
}
