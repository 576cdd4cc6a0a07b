import { ToolChoiceError } from '../../../toolsets.js';
import { TOOL_HEADERS, toolNamesIn } from '../../calls/tool-names.js';
import { sendError } from '../http-errors.js';
/** Refuses a request whose headers select unknown tools, before any part of it is processed. */
export function toolGuard(choose) {
    return (request, response, next) => {
        try {
            choose(toolNamesIn((name) => request.get(name)));
        }
        catch (error) {
            if (!(error instanceof ToolChoiceError)) {
                throw error;
            }
            sendError(response, 400, `${TOOL_HEADERS[error.field]}: ${error.message}`);
            return;
        }
        next();
    };
}
