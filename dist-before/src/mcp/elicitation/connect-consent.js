import { CLIENT_CAPABILITIES_META_KEY, ProtocolError, ProtocolErrorCode, inputRequired, inputResponse, } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { ConsentStates } from './consent-state.js';
/** Name of the single question sent to a client. */
const QUESTION = 'connect';
/** Milliseconds that one request waits for the browser: clients and intermediaries want an answer within a minute. */
const WAIT_PER_REQUEST_MS = 15_000;
/** Milliseconds between two checks whether the person has finished. */
const POLL_INTERVAL_MS = 1000;
/**
 * Rounds of waiting. With the question they stay below the eight rounds after which the SDK gives up on an older
 * client.
 */
const MAX_WAITS = 7;
/** Milliseconds after the link was used: by then the consent is stored, or was refused. */
const GRACE_MS = 5000;
/** Capabilities of a client that can show links. */
const showsLinks = z.object({ elicitation: z.object({ url: z.object({}) }) });
/**
 * Asks for a connection during a call (URL elicitation). The client shows the link to its person, and repeats the call
 * when the person has agreed to open it; only this server sees what happens in the browser.
 */
export class ConnectConsent {
    #states;
    #clock;
    #isStopping = false;
    constructor({ sealer, clock }) {
        this.#states = new ConsentStates(sealer, () => clock.now());
        this.#clock = clock;
    }
    /** Stops waiting for browsers: waiting calls are answered, or retried at another process. */
    stop() {
        this.#isStopping = true;
    }
    /**
     * The progress of this call; undefined if no one can be asked, because the client shows no links or its person has
     * declined. `declared`: the client's capabilities from `initialize`, if any.
     */
    startRound({ mcpReq }, call, declared) {
        const capabilities = mcpReq.envelope === undefined ? declared : Reflect.get(mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY);
        if (!showsLinks.safeParse(capabilities).success) {
            return undefined;
        }
        const state = mcpReq.requestState();
        if (state === undefined) {
            return this.#asking(call);
        }
        const progress = this.#states.open(state, call);
        if (progress === undefined) {
            throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Invalid or expired requestState', {
                reason: 'invalid_request_state',
            });
        }
        const comesAgain = mcpReq.envelope !== undefined;
        if (progress.agreed) {
            return this.#waiting(call, { ...progress, comesAgain }, mcpReq.signal);
        }
        const response = inputResponse(mcpReq.inputResponses, QUESTION);
        if (response.kind !== 'elicit') {
            return this.#asking(call);
        }
        return response.action === 'accept'
            ? this.#waiting(call, { ...progress, comesAgain }, mcpReq.signal)
            : undefined;
    }
    #asking(call) {
        return {
            run: (run) => run(),
            elicitInstead: ({ connect }) => connect &&
                inputRequired({
                    inputRequests: {
                        [QUESTION]: inputRequired.elicitUrl({
                            message: `${connect.reason} Open this page to connect a workspace; then the call continues.`,
                            url: connect.link,
                        }),
                    },
                    requestState: this.#states.seal({ agreed: false, turnsLeft: MAX_WAITS }, call),
                }),
        };
    }
    /** `comesAgain`: the client itself repeats the call, as from 2026 on, possibly at another process. */
    #waiting(call, { turnsLeft, comesAgain }, signal) {
        let isLinkUsed = false;
        return {
            run: async (run) => {
                const now = () => this.#clock.now().getTime();
                let until = now() + WAIT_PER_REQUEST_MS;
                let answer = await run();
                const link = answer.connect?.link;
                while (answer.connect !== undefined && now() < until && !this.#isStopping) {
                    await this.#clock.sleep(POLL_INTERVAL_MS, signal);
                    answer = await run();
                    // The link changes once a person has returned from Notion with it, whether they agreed or not.
                    if (!isLinkUsed && answer.connect !== undefined && answer.connect.link !== link) {
                        isLinkUsed = true;
                        until = now() + GRACE_MS;
                    }
                }
                return answer;
            },
            elicitInstead: ({ connect }) => connect !== undefined && !isLinkUsed && turnsLeft > 1 && (comesAgain || !this.#isStopping)
                ? inputRequired({
                    requestState: this.#states.seal({ agreed: true, turnsLeft: turnsLeft - 1 }, call),
                })
                : undefined,
        };
    }
}
