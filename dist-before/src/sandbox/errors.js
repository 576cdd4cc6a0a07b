/** Notion's error answers. The texts are those observed from the real API. */
export class ApiError extends Error {
    status;
    code;
    additionalData;
    constructor(status, code, message, additionalData) {
        super(message);
        this.status = status;
        this.code = code;
        this.additionalData = additionalData;
    }
    /** The envelope, without the request id that every answer gets. */
    body() {
        return {
            object: 'error',
            status: this.status,
            code: this.code,
            message: this.message,
            ...(this.additionalData && { additional_data: this.additionalData }),
        };
    }
}
export function validationError(message) {
    return new ApiError(400, 'validation_error', message);
}
/** Points at one field of the body and says what it should be, such as "`"ascending"` or `"descending"`". */
export function bodyError(path, expected, actual) {
    const shown = actual === undefined ? 'undefined' : JSON.stringify(actual);
    return validationError(`body failed validation: body.${path} should be ${expected}, instead was \`${shown}\`.`);
}
export function badPathId(parameter, text) {
    return validationError(`path failed validation: path.${parameter} should be a valid uuid, instead was \`${JSON.stringify(text)}\`.`);
}
export function badCursor(cursor) {
    return validationError(`The start_cursor provided is invalid: ${cursor}`);
}
export function unauthorized() {
    return new ApiError(401, 'unauthorized', 'API token is invalid.');
}
/** The connection was not given this right. */
export function missingCapability() {
    return new ApiError(403, 'restricted_resource', 'Insufficient permissions for this endpoint.');
}
export function invalidRequestUrl() {
    return new ApiError(400, 'invalid_request_url', 'Invalid request URL.');
}
/** Missing or not shared: Notion does not distinguish the two. */
export function notFound(kind, id, connection) {
    return new ApiError(404, 'object_not_found', `Could not find ${kind} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "${connection.name}".`, { integration_id: connection.botId });
}
export function userNotFound(id) {
    return new ApiError(404, 'object_not_found', `Could not find user with ID: ${id}. Make sure your integration has capabilities to read user information. With those capabilities, only members and guests in the integration's workspace are visible.`);
}
/** An id of the other kind, given where only one kind is meant. */
export function wrongKind(id, actual, expected) {
    return validationError(`Provided ID ${id} is a ${actual}, not a ${expected}. Use the retrieve ${actual} API instead.`);
}
export function unknownProperty(nameOrId) {
    return validationError(`Could not find property with name or id: ${nameOrId}`);
}
