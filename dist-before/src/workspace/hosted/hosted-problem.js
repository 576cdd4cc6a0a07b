import { CapabilityError, ReconnectError, RetryLaterError } from '../../errors.js';
/** Why the hosted server gave nothing, as the end of a sentence. */
export function hostedProblem(error) {
    if (error instanceof RetryLaterError) {
        return `its calls are used up; again in ${error.seconds} s`;
    }
    if (error instanceof ReconnectError) {
        return `it has to be connected again. ${error.advice}`.replace(/\.$/, '');
    }
    if (error instanceof CapabilityError) {
        return 'the plan of the workspace or its administrator does not allow it';
    }
    return `${error.message} ${error.advice}`.replace(/\.$/, '');
}
