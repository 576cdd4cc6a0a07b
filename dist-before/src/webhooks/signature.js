import { createHmac, timingSafeEqual } from 'node:crypto';
/** Notion's header: `sha256=` and the HMAC-SHA256 of the raw body, hexadecimal, keyed by the verification token. */
export const SIGNATURE_HEADER = 'x-notion-signature';
const SIGNATURE = /^sha256=([0-9a-f]{64})$/;
/**
 * Whether one of the tokens signed exactly these bytes. Every token is tried and each comparison takes constant time, so
 * that the time of a refusal reveals neither how much of a forged signature was right nor which token came close.
 */
export function isSigned(body, header, tokens) {
    const sent = SIGNATURE.exec(header ?? '')?.[1];
    if (sent === undefined) {
        return false;
    }
    const signature = Buffer.from(sent, 'hex');
    let signed = false;
    for (const token of tokens) {
        const expected = createHmac('sha256', token).update(body).digest();
        signed = timingSafeEqual(expected, signature) || signed;
    }
    return signed;
}
