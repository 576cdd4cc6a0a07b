import * as z from 'zod';
import { idFromUrl, pageUrl } from '../notion-id.js';
import { hostedJson } from './hosted-json.js';
/** Hits of one answer that are read. */
const MAX_HITS = 100;
/** Characters of the parts of a hit; what is longer is cut. */
const MAX_TITLE_CHARACTERS = 300;
const MAX_HIGHLIGHT_CHARACTERS = 600;
const MAX_PATH_CHARACTERS = 300;
const MAX_ADDRESS_CHARACTERS = 2000;
const cut = (most) => z
    .string()
    .transform((text) => text.slice(0, most))
    .catch('');
const hit = z.object({
    id: cut(MAX_ADDRESS_CHARACTERS),
    title: cut(MAX_TITLE_CHARACTERS),
    url: cut(MAX_ADDRESS_CHARACTERS),
    type: cut(40),
    highlight: cut(MAX_HIGHLIGHT_CHARACTERS),
    timestamp: cut(40),
    path: z
        .union([z.string(), z.array(z.string()).transform((parts) => parts.join(' / '))])
        .transform((text) => text.slice(0, MAX_PATH_CHARACTERS))
        .catch(''),
});
const answer = z.object({ results: z.array(z.unknown()) });
/** The hits of a search; undefined for an answer of another form. */
export function hostedHits(text) {
    const parsed = answer.safeParse(hostedJson(text));
    return parsed.success
        ? parsed.data.results.slice(0, MAX_HITS).flatMap((one) => readHit(one) ?? [])
        : undefined;
}
function readHit(value) {
    const parsed = hit.safeParse(value);
    if (!parsed.success) {
        return undefined;
    }
    const { id, title, url, type, highlight, timestamp, path } = parsed.data;
    const kind = type === '' ? 'page' : type;
    const isOfNotion = kind === 'page' || kind === 'database';
    const notionId = isOfNotion ? (idFromUrl(id) ?? idFromUrl(url)) : undefined;
    const address = notionId === undefined ? (webAddress(url) ?? webAddress(id) ?? id) : pageUrl(notionId);
    return title === '' && address === ''
        ? undefined
        : {
            id: notionId,
            title: title === '' ? 'Untitled' : title,
            address,
            kind,
            highlight,
            edited: /^\d{4}-\d{2}-\d{2}/.exec(timestamp)?.[0],
            path,
        };
}
function webAddress(text) {
    return /^https?:\/\//i.test(text) ? text : undefined;
}
