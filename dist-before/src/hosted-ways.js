import { AccessError, CancelledError, InputError, isNotFound, ToolError } from './errors.js';
import { say } from './text/words.js';
import { commentsAlone, commentsBeside } from './workspace/hosted/hosted-comments.js';
import { findUsersAlone } from './workspace/hosted/find-users-alone.js';
import { queryAlone } from './workspace/hosted/query-alone.js';
import { readAlone, readInstead } from './workspace/hosted/read-ways.js';
import { searchAlone } from './workspace/hosted/search-alone.js';
const ways = {
    notion_search: { alone: searchAlone },
    notion_read_page: { alone: readAlone, instead: readInstead },
    notion_query_database: { alone: queryAlone },
    notion_list_comments: { alone: commentsAlone, beside: commentsBeside },
    notion_find_users: { alone: findUsersAlone },
};
/** What neither knows is reported as REST reports it. A server that did not say whether it knows it is told beside. */
function ofNeither(rest, hosted) {
    if (isNotFound(hosted) || hosted instanceof InputError) {
        return rest;
    }
    return hosted instanceof ToolError && !(hosted instanceof CancelledError)
        ? new AccessError(say `${rest.wording.problem} Notion's hosted server may know it, and did not say. ${hosted.wording.problem} ${hosted.wording.advice}`, rest.wording.advice, { cause: hosted })
        : hosted;
}
/**
 * Runs a tool for a workspace that is connected through Notion's hosted server too, or through it alone. REST comes first in
 * everything that it can do; the hosted server never takes the place of a change that failed.
 */
export async function runWithHosted(tool, input, context) {
    const { alone, instead, beside } = ways[tool.name] ?? {};
    if (context.hosted.isAlone) {
        return alone === undefined ? tool.run(input, context) : alone(input, context);
    }
    let result;
    try {
        result = await tool.run(input, context);
    }
    catch (error) {
        if (instead === undefined || !isNotFound(error)) {
            throw error;
        }
        return instead(input, context).catch((second) => {
            throw ofNeither(error, second);
        });
    }
    return typeof result === 'string' && beside !== undefined ? beside(result, input, context) : result;
}
