import { AccessError } from '../errors.js';
import { say } from '../text/words.js';
/** For a tool that only the hosted server can answer. Throws where the caller has no connection there. */
export function requireHosted(hosted) {
    if (hosted === undefined) {
        throw new AccessError(say `This workspace is not connected through Notion's hosted server, or this caller may not use it.`, say `Use notion_search and notion_read_page, or ask the user to connect Notion's hosted server too.`);
    }
    return hosted;
}
