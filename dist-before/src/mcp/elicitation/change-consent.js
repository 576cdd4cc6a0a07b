import { CLIENT_CAPABILITIES_META_KEY, inputRequired, inputResponse, } from '@modelcontextprotocol/server';
import * as z from 'zod';
/** Name of the single question sent to a client. */
const QUESTION = 'confirm';
/** Begins the state of a call that was asked to be confirmed; a sealed state of `connect-consent.ts` has no space in it. */
const STATE_PREFIX = 'confirm ';
/** A form without fields: what the person sees is the sentence, and the answer is accepting or declining it. */
const NO_FIELDS = { type: 'object', properties: {} };
const DECLINED = {
    text: 'Nothing was changed: the person did not confirm it.\nDo not call again unless they ask for it.',
    outcome: 'access',
    requestCount: 0,
};
/** The first version with questions had forms only, without declaring it. */
const showsForms = z
    .object({ elicitation: z.object({ form: z.unknown().optional(), url: z.unknown().optional() }) })
    .refine(({ elicitation: { form, url } }) => form !== undefined || url === undefined);
/**
 * Lets the person at the client confirm a change during the call (form elicitation). The question carries the token of
 * exactly this change, which the client returns with the answer: the tool then runs again and compares it with what it
 * finds, so a consent to what has changed meanwhile counts for nothing. `connecting`: the round of a call that may have to be
 * connected first. `declared`: the client's capabilities from `initialize`, if any.
 */
export function confirmingRound({ mcpReq }, declared, connecting) {
    const capabilities = mcpReq.envelope === undefined ? declared : Reflect.get(mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY);
    if (!showsForms.safeParse(capabilities).success) {
        return connecting();
    }
    const state = mcpReq.requestState();
    if (state?.startsWith(STATE_PREFIX) !== true) {
        const round = connecting();
        return {
            approval: { token: undefined },
            run: (call) => round?.run(call) ?? call(),
            elicitInstead: (answer) => round?.elicitInstead(answer) ?? question(answer),
        };
    }
    const response = inputResponse(mcpReq.inputResponses, QUESTION);
    if (response.kind === 'elicit' && response.action !== 'accept') {
        return { run: () => Promise.resolve(DECLINED), elicitInstead: () => undefined };
    }
    const token = response.kind === 'elicit' ? state.slice(STATE_PREFIX.length) : undefined;
    return { approval: { token }, run: (call) => call(), elicitInstead: question };
}
function question({ confirm }) {
    return (confirm &&
        inputRequired({
            inputRequests: {
                [QUESTION]: inputRequired.elicit({
                    message: `${confirm.effect} Confirm?`,
                    requestedSchema: NO_FIELDS,
                }),
            },
            requestState: `${STATE_PREFIX}${confirm.token}`,
        }));
}
