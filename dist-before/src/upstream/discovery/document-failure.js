import { FetchRefusedError } from '../../http/fetch/bounded-response.js';
import { UpstreamProblem } from '../problem.js';
/** How the SDK words an answer that says that the document is not there, or is none. */
const NOT_THERE = /does not implement|HTTP 4\d\d/;
/** Why a metadata document could not be read. An address that may not be fetched is told as one that is not usable. */
export function failureOfDocument(error) {
    if (error instanceof UpstreamProblem) {
        return error;
    }
    if (error instanceof FetchRefusedError) {
        return new UpstreamProblem('unsafe_endpoint');
    }
    const isMalformed = error instanceof Error && (error.name === 'ZodError' || error.name === '$ZodError');
    const isMissing = error instanceof Error && NOT_THERE.test(error.message);
    return new UpstreamProblem(isMalformed || isMissing || error instanceof SyntaxError ? 'no_metadata' : 'unavailable');
}
