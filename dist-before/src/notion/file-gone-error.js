import { AccessError } from '../errors.js';
/** The host of a file knows nothing at its address, or no longer: a signed one expires. Another read gives a new one. */
export class FileGoneError extends AccessError {
}
