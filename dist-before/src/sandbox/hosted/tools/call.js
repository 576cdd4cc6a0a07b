import * as z from 'zod';
import { ApiError } from '../../errors.js';
import { doPending } from '../../pending.js';
import { hostedTools } from './catalogue.js';
import { ToolFailure } from './tool.js';
/** The prefix of every tool's name. */
const PREFIX = 'notion-';
/** A tool that does not exist, or arguments that it does not take: JSON-RPC -32602. */
export class CallRefused extends Error {
}
/** The body of `tools/list`. */
export function listTools(behavior) {
    const tools = hostedTools.filter((tool) => isListed(tool, behavior));
    return { tools: [...tools.map((tool) => describe(tool, behavior)), ...behavior.addedTools] };
}
function isListed({ name, lists }, { tools, withoutTools }) {
    const isInList = lists === 'both' || (lists === 'august' && tools === 'august');
    return isInList && !withoutTools.includes(name);
}
function inputOf(tool, { tools }) {
    return tools === 'spring' ? (tool.springInput ?? tool.input) : tool.input;
}
function describe(tool, behavior) {
    const { bareToolNames, addedWords } = behavior;
    const { $schema: _dialect, ...inputSchema } = z.toJSONSchema(inputOf(tool, behavior), { io: 'input' });
    return {
        name: bareToolNames ? tool.name : `${PREFIX}${tool.name}`,
        description: addedWords === '' ? tool.description : `${tool.description}\n\n${addedWords}`,
        inputSchema,
        annotations: {
            title: tool.title,
            readOnlyHint: tool.effect === 'read',
            ...(tool.effect === 'destroy' && { destructiveHint: true }),
        },
    };
}
/** The tool of a name, with or without prefix. Tools that are no longer listed, or not any more, can be called too. */
function toolNamed(name, behavior) {
    const bare = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
    return hostedTools.find((tool) => tool.name === bare && (tool.lists === 'unlisted' || isListed(tool, behavior)));
}
/** Runs a tool; gives the result of `tools/call`. */
export async function callTool(name, input, context) {
    const tool = toolNamed(name, context.behavior);
    if (tool === undefined) {
        throw new CallRefused(`Tool ${name} not found`);
    }
    const parsed = inputOf(tool, context.behavior).safeParse(input ?? {});
    if (!parsed.success) {
        throw new CallRefused(`Invalid arguments for tool ${name}: ${JSON.stringify(parsed.error.issues)}`);
    }
    doPending(context.workspace);
    try {
        return textResult(await tool.run(parsed.data, context));
    }
    catch (error) {
        if (error instanceof ToolFailure) {
            return failureResult(error.message, error.details);
        }
        if (error instanceof ApiError) {
            return failureResult(error.message);
        }
        throw error;
    }
}
/** One text item, with JSON in it unless the tool answers a text. */
export function textResult(value) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return { content: [{ type: 'text', text }] };
}
/** `isError`; `details` stand in the text too. */
export function failureResult(message, details) {
    const text = details === undefined ? message : JSON.stringify({ error: { message, ...details } });
    return {
        content: [{ type: 'text', text }],
        isError: true,
        ...(details !== undefined && { structuredContent: { error: { message, ...details } } }),
    };
}
