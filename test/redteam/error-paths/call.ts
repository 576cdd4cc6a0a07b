import { ids } from '../hostile-notion.js';

/** A call of a tool. */
export type Call = readonly [tool: string, input: object];

/** The database in which every name is hostile, as an argument. */
export const database = `collection://${ids.source}`;

/** Without halves of characters, which no address can hold. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '');
