import { Router } from 'express';
import { jsonErrorHandler, only, refuse } from '../http/http-responses.js';
import { securityHeaders } from '../http/security-headers.js';
import { bytesBody } from '../http/whole-body.js';
import { limitPerAddress } from '../http/limits/limit-per-minute.js';
import { recordWebhook } from '../telemetry/counters.js';
import { parseHandshake } from './event.js';
import { SIGNATURE_HEADER } from './signature.js';
/** Where Notion sends what happens. */
const WEBHOOK_PATH = '/integrations/notion/webhooks';
/** Bytes. An event holds ids and names, a few kilobytes where many people can see the page. */
const MAX_BODY_BYTES = 64 * 1024;
/** Milliseconds between two log lines about unsigned deliveries. */
const WARNING_INTERVAL_MS = 60_000;
/** A person who makes subscriptions, and clicks again. */
const DEFAULT_HANDSHAKES_PER_ADDRESS = 5;
/** The one address that Notion calls by itself; to be mounted at the root, before any guard for MCP clients. */
export function webhookRoutes({ receiver, tokens, now, log, limits = {} }) {
    let complainedAt = -Infinity;
    /** Answers signed deliveries. Unsigned ones pass on, and can only be handshakes. */
    const signed = async (request, response, next) => {
        const body = bytesOf(request);
        if (!(await receiver.isSigned(body, request.get(SIGNATURE_HEADER)))) {
            next();
            return;
        }
        const outcome = await receiver.receive(body);
        recordWebhook(outcome);
        switch (outcome) {
            case 'malformed':
                refuse(response, 400, 'invalid_request', 'The body is not an event.');
                return;
            case 'late':
                refuse(response, 400, 'invalid_request', 'The event is too old.');
                return;
            case 'taken':
            case 'ignored':
            case 'repeated':
                // A repetition is answered like the first delivery, whose answer Notion may not have got; it does nothing.
                response.json({ received: true });
        }
    };
    const handshakesOnly = (request, response, next) => {
        const token = parseHandshake(parseJson(bytesOf(request)));
        if (token !== undefined) {
            response.locals['token'] = token;
            next();
            return;
        }
        recordWebhook('unsigned');
        if (now().getTime() - complainedAt >= WARNING_INTERVAL_MS) {
            complainedAt = now().getTime();
            log.warn('refused a webhook not signed with an accepted token');
        }
        refuse(response, 401, 'unauthorized', 'The signature is missing or does not match an accepted subscription.');
    };
    const handshake = async (_request, response) => {
        recordWebhook('handshake');
        const fingerprint = await tokens.receive(String(response.locals['token']));
        if (fingerprint !== undefined) {
            log.info('received a webhook verification token; if you have just created the subscription at Notion, run: ' +
                `notion-rest-mcp webhooks accept ${fingerprint}`);
        }
        response.json({ received: true });
    };
    const router = Router();
    router.all(WEBHOOK_PATH, securityHeaders, only('POST'), jsonOnly, 
    // The signature is over the bytes as they came, so nothing may decompress or parse them before.
    bytesBody(MAX_BODY_BYTES), signed, handshakesOnly, ...handshakeLimits(limits), handshake);
    router.use(WEBHOOK_PATH, jsonErrorHandler(log, ({ message }) => message));
    return router;
}
/**
 * Bounds what a stranger can write: handshakes are unsigned. There is no limit for all of them together, which strangers
 * could use up before the operator's own; the list of those that wait is short by itself.
 */
function handshakeLimits({ perAddress = DEFAULT_HANDSHAKES_PER_ADDRESS, }) {
    return limitPerAddress(perAddress, refuseToken);
}
function refuseToken(response) {
    refuse(response, 429, 'too_many_requests', 'Too many tokens received. Wait a minute, then try again.');
}
const jsonOnly = (request, response, next) => {
    if (request.is('application/json') === 'application/json') {
        next();
        return;
    }
    refuse(response, 415, 'unsupported_media_type', 'The Content-Type must be application/json.');
};
function bytesOf({ body }) {
    return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
function parseJson(body) {
    try {
        return JSON.parse(body.toString('utf8'));
    }
    catch {
        return undefined;
    }
}
