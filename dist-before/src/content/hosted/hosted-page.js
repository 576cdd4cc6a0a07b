import * as z from 'zod';
import { hostedJson } from './hosted-json.js';
/** Pages above a page that are read. */
const MAX_ANCESTORS = 20;
/** Properties that are read, and characters of one value. */
const MAX_PROPERTIES = 200;
const MAX_VALUE_CHARACTERS = 2000;
const answer = z.object({
    metadata: z.object({ type: z.string() }).optional().catch(undefined),
    title: z.string().catch(''),
    url: z.string().catch(''),
    text: z.string(),
    page_last_edited_at: z.string().optional().catch(undefined),
    truncated: z.boolean().optional().catch(undefined),
});
/** The page in an answer of `fetch`; undefined for an answer of another form. */
export function hostedPage(text) {
    const parsed = answer.safeParse(hostedJson(text));
    if (!parsed.success) {
        return undefined;
    }
    const { metadata, title, url, text: envelope, page_last_edited_at: edited, truncated } = parsed.data;
    const body = withoutPreamble(envelope);
    const { type } = metadata ?? {};
    return {
        kind: type === 'page' || type === 'database' ? type : 'other',
        title,
        address: url,
        edited: /^\d{4}-\d{2}-\d{2}/.exec(edited ?? '')?.[0],
        path: ancestors(between(body, '<ancestor-path>', '</ancestor-path>') ?? ''),
        properties: properties(between(body, '\n<properties>\n', '\n</properties>') ?? ''),
        markdown: contentOf(body),
        isTruncated: truncated === true,
    };
}
/** `Here is the result of "view" for the Page with URL … as of …:` says nothing that a reader needs. */
function withoutPreamble(text) {
    const end = text.indexOf('\n');
    return text.startsWith('Here is the result of') && end !== -1 ? text.slice(end) : text;
}
/**
 * Everything else of the envelope comes before the content, on lines of its own: JSON escapes line ends, so that no value can
 * look like the begin of the content. The content itself may hold anything, so it ends with the last mark.
 */
function contentOf(body) {
    const begin = body.indexOf('\n<content>\n');
    if (begin === -1) {
        return body.includes('<blank-page>') || body.includes('<page ') ? '' : body;
    }
    const end = body.lastIndexOf('\n</content>');
    return body.slice(begin + '\n<content>\n'.length, end <= begin ? undefined : end);
}
function between(text, open, close) {
    const content = text.indexOf('\n<content>\n');
    const head = content === -1 ? text : text.slice(0, content);
    const begin = head.indexOf(open);
    const end = begin === -1 ? -1 : head.indexOf(close, begin + open.length);
    return end === -1 ? undefined : head.slice(begin + open.length, end);
}
/** From the page's parent upwards, as Notion lists them. */
function ancestors(text) {
    return text
        .split('\n')
        .slice(0, MAX_ANCESTORS + 2)
        .flatMap((line) => /\stitle="([^"]{1,300})"/.exec(line)?.[1] ?? [])
        .toReversed();
}
function properties(json) {
    const values = hostedJson(json);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
        return [];
    }
    return Object.entries(values)
        .slice(0, MAX_PROPERTIES)
        .flatMap(([name, value]) => {
        const text = valueText(value);
        return text === '' ? [] : [[name.slice(0, 300), text.slice(0, MAX_VALUE_CHARACTERS)]];
    });
}
/** The flat grammar: texts, numbers, and lists as JSON. */
function valueText(value) {
    if (value === null || value === undefined || value === '' || value === '[]') {
        return '';
    }
    if (value === '__YES__' || value === '__NO__') {
        return value === '__YES__' ? 'yes' : 'no';
    }
    return typeof value === 'string' ? value : JSON.stringify(value);
}
