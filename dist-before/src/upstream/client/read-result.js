import * as z from 'zod';
import { AccessError, CapabilityError, TooLargeError, UnexpectedResponseError, } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import { limitedFor } from './hosted-fetch.js';
/** Characters of one answer that are read on. */
const MAX_TEXT_CHARACTERS = 2_000_000;
/** Shown of what the hosted server says of a call that it refused. */
const MAX_REASON_CHARACTERS = 240;
/** What is used of a tool's result; text is one item mostly, holding JSON. */
const resultSchema = z.object({
    content: z
        .array(z.object({ type: z.string(), text: z.string().optional() }))
        .max(1000)
        .default([]),
    isError: z.boolean().optional().catch(undefined),
    structuredContent: z
        .object({
        error: z
            .object({ code: z.string(), retry_after_seconds: z.number().optional().catch(undefined) })
            .optional()
            .catch(undefined),
    })
        .optional()
        .catch(undefined),
});
/** In its texts: the plan does not include it, or an administrator has switched it off. */
const PLAN = /entitlement_required|plan_required|upgrade_required|not_enabled|(?:business|enterprise|ai) plan|upgrade to/i;
const MISSING = /object_not_found|could not find|not found|no access|does not exist/i;
const LIMITED = /rate[_ ]limited|rate limit/i;
/** The text of a result. Throws a `ToolError` for a call that the hosted server refused. */
export function textOfResult(result) {
    const parsed = resultSchema.safeParse(result);
    if (!parsed.success) {
        throw new UnexpectedResponseError(say `Notion's hosted server answered in an unknown form.`, say `Use another tool, and report this to the operator of the server.`);
    }
    const { content, isError, structuredContent } = parsed.data;
    const text = content.flatMap(({ text: part }) => part ?? []).join('\n');
    const error = structuredContent?.error;
    if (isError === true || error !== undefined) {
        throw refusalOf(text, error?.code, error?.retry_after_seconds);
    }
    if (text.length > MAX_TEXT_CHARACTERS) {
        throw new TooLargeError(say `The answer of Notion's hosted server is too large.`, say `Ask for less: a section, fewer rows, or another page.`);
    }
    return text;
}
function refusalOf(text, code, retryAfter) {
    if (code === 'rate_limited' || LIMITED.test(text.slice(0, MAX_REASON_CHARACTERS))) {
        return limitedFor(retryAfter);
    }
    const about = `${code ?? ''} ${text.slice(0, 2000)}`;
    if (PLAN.test(about)) {
        return new CapabilityError(say `The plan of this workspace, or its administrator, does not allow this through Notion's hosted server.`, say `Use another tool.`);
    }
    const reason = Words.quotation(text, MAX_REASON_CHARACTERS);
    if (MISSING.test(about)) {
        return new AccessError(say `Notion's hosted server finds nothing of the kind for the person who signed in: ${reason}`, say `Check the id or address.`);
    }
    return new UnexpectedResponseError(say `Notion's hosted server refused the call: ${reason}`, say `Change the arguments, or use another tool.`);
}
