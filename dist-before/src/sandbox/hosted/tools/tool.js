/** Ties the input of `run` to the schema. */
export function hostedTool(tool) {
    return tool;
}
/** What a tool answers as `isError`. */
export class ToolFailure extends Error {
    /** Given as `structuredContent.error`, if there is more than a text. */
    details;
    constructor(message, details) {
        super(message);
        this.details = details;
    }
}
