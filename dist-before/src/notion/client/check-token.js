import { ReconnectError, ToolError } from '../../errors.js';
import { NotionFailure } from './failure.js';
import { retrieveSelf } from '../endpoints/users.js';
/** Asks Notion once whether it accepts the connection's token. A network error is inconclusive, not a refusal. */
export async function checkToken(connection) {
    try {
        await retrieveSelf(connection.openSession({ signal: new AbortController().signal }));
        return { refused: false };
    }
    catch (error) {
        if (error instanceof ReconnectError) {
            return { refused: true };
        }
        return { refused: false, uncertainty: uncertaintyOf(error) };
    }
}
/** For a log, which must hold no text from Notion: a message can quote it. */
function uncertaintyOf(error) {
    const failure = error instanceof ToolError ? error.cause : undefined;
    return failure instanceof NotionFailure
        ? `Notion could not be asked: ${failure.kind}${failure.status === undefined ? '' : ` ${failure.status}`}.`
        : 'Notion gave an unexpected answer.';
}
