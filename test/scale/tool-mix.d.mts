/** See `tool-mix.mjs`. */
export const toolMix: { readonly search: number; readonly read: number; readonly searchInText: number };
