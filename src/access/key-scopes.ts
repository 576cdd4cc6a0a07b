/**
 * `read`: tools that change nothing. `write`: tools that make changes, and managing the connections of its spaces. In a file of
 * their own, because the settings name them, and with these the start of every client must not load what reads stored keys.
 */
export const keyScopes = ['read', 'write'] as const;
export type KeyScope = (typeof keyScopes)[number];
