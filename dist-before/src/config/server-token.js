import { secret } from './setting-values.js';
/** Characters. In hexadecimal these are 128 random bits, which cannot be guessed. */
const MIN_TOKEN_CHARACTERS = 32;
/** Characters: a much longer `Authorization` header does not arrive. */
const MAX_TOKEN_CHARACTERS = 512;
/** Distinct characters. Of 32 random hexadecimal digits one in a million has fewer. */
const MIN_DIFFERENT_CHARACTERS = 8;
const TOKEN_RULE = `must have at least ${MIN_TOKEN_CHARACTERS} characters; openssl rand -hex 32 generates one`;
/** The token that HTTP clients of a server without spaces send. It is the only protection of the workspace. */
export const serverToken = secret
    .refine((text) => text.length >= MIN_TOKEN_CHARACTERS, TOKEN_RULE)
    .refine((text) => text.length <= MAX_TOKEN_CHARACTERS, `must have at most ${MAX_TOKEN_CHARACTERS} characters`)
    .refine((text) => new Set(text).size >= MIN_DIFFERENT_CHARACTERS && !isRepetition(text), 'must be random, not a repeated pattern; openssl rand -hex 32 generates one')
    .describe(`at least ${MIN_TOKEN_CHARACTERS} random characters of plain ASCII; openssl rand -hex 32 generates them`);
/** Whether the text is a repetition of a shorter one: then it occurs inside its own double before the middle. */
function isRepetition(text) {
    const period = `${text}${text}`.indexOf(text, 1);
    return period <= text.length / 2;
}
