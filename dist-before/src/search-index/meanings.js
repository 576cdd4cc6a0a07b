/** Vectors of one length are expected, and these have another one. Nothing was written. */
export class DimensionsError extends Error {
    name = 'DimensionsError';
    constructor() {
        super('The vectors have another length than those before.');
    }
}
/** Passages of one batch. */
export const MAX_UNEMBEDDED = 64;
