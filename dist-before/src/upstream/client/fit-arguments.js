import { UnavailableError, UnexpectedResponseError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import { bareToolName } from './hosted-tool.js';
/** Without these the call would mean something else. */
const REQUIRED = {
    search: ['query'],
    fetch: ['id'],
    'query-data-sources': ['data'],
    'get-comments': ['page_id'],
    'get-users': [],
    'get-teams': [],
};
/**
 * Fits a call to the live list: tools come and go with time and plan, and their arguments change. What the tool does not
 * know is left out; rejects where the tool or an argument that it cannot do without is missing.
 */
export function fitArguments(tool, given, live) {
    const listed = live.find(({ name }) => bareToolName(name) === tool);
    if (listed === undefined) {
        throw new UnavailableError(say `Notion's hosted server does not offer ${Words.term(tool)} to this connection at the moment.`, say `It depends on the workspace's plan and changes with time; use another tool.`);
    }
    const { argumentNames } = listed;
    const isKnown = (name) => argumentNames === undefined || argumentNames.has(name);
    const missing = REQUIRED[tool].find((name) => !isKnown(name));
    if (missing !== undefined) {
        throw new UnexpectedResponseError(say `Notion's hosted server has changed ${Words.term(tool)}: it no longer takes ${Words.term(missing)}.`, say `Use another tool, and report this to the operator of the server.`);
    }
    const names = Object.keys(given);
    return {
        name: listed.name,
        arguments: Object.fromEntries(Object.entries(given).filter(([name]) => isKnown(name))),
        dropped: names.filter((name) => !isKnown(name)),
    };
}
