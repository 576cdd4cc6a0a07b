import * as z from 'zod';
import { readHostedPage } from './read-hosted-page.js';
const wantedSchema = z.object({
    page: z.string(),
    section: z.string().optional(),
    find: z.string().optional(),
    cursor: z.string().optional(),
    max_chars: z.number(),
    include_comments: z.boolean(),
    include_transcript: z.boolean(),
});
/** `notion_read_page` through the hosted server alone. */
export function readAlone(input, context) {
    return read(input, "Through Notion's hosted server.", context);
}
/** The same for a page that the REST API does not know: it may be one that is not shared with that connection. */
export function readInstead(input, context) {
    return read(input, "Through Notion's hosted server, as the person who signed in there sees it: the page is not shared with the REST connection, so nothing else can be done with it here.", context);
}
function read(input, label, { hosted, notion, boundary }) {
    return readHostedPage(hosted, wantedSchema.parse(input), label, { signal: notion.signal, boundary });
}
