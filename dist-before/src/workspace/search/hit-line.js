import { shortUrl } from '../../content/notion-id.js';
import { titleText } from '../../content/print/title-text.js';
import { pathsInOneRound } from '../names/page-path.js';
/** Hits as two lines of a list each, with their passage below. */
export async function hitLines(session, hits, lookups) {
    const paths = await pathsInOneRound(session, hits.map(({ summary }) => summary.parent), lookups);
    return hits.map((hit, index) => hitLine(hit, paths[index]));
}
function hitLine({ object, summary, passage, via }, path) {
    const facts = [
        object.object === 'page' ? 'page' : 'database',
        ...(summary.state === undefined ? [] : [summary.state]),
        ...(path === undefined || path.text === '' ? [] : [`in ${path.text}`]),
        ...(path?.isUnknown === true ? ['path not looked up'] : []),
        `edited ${object.last_edited_time.slice(0, 10)}`,
        ...(via === undefined ? [] : [via]),
    ];
    const quoted = passage === undefined ? '' : `\n${passage.replaceAll(/^/gm, '  > ')}`;
    return `- ${titleText(summary.title)} (${facts.join(', ')})\n  ${shortUrl(object.url)}${quoted}`;
}
