import * as z from 'zod';

/**
 * What goes on at our side once Notion has named the person: an app's authorization request waits for it, or the page of
 * connections, or a call of an app that was answered with a link, which is for one person alone.
 */
const continuation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), uid: z.string() }),
  z.object({ kind: z.literal('connections') }),
  z.object({ kind: z.literal('call'), clientId: z.string(), personId: z.string() }),
]);
/** One of them. */
export type Continuation = z.output<typeof continuation>;

/** Reads what was stored of one. */
export function readContinuation(text: string): Continuation {
  return continuation.parse(JSON.parse(text));
}
