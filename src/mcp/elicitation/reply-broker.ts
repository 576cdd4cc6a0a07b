import { createHash } from 'node:crypto';
import type { AuthInfo, JSONRPCMessage } from '@modelcontextprotocol/server';
import { identityOf } from '../calls/request-caller.js';

/** Takes one message that has arrived. */
export type ReplyListener = (message: JSONRPCMessage) => void;

/** Brings a message to the exchange that waits for it, in whichever process that is. */
export interface ReplyBroker {
  /** Waits for one message to an address, for so long. What is given back ends the waiting, as the message does. */
  waitFor(address: string, receive: ReplyListener, milliseconds: number): Promise<() => void>;
  /** False if no exchange waits there. Of several messages to one address, one arrives. */
  deliver(address: string, message: JSONRPCMessage): Promise<boolean>;
}

/**
 * Where an exchange waits. The caller is part of the address, so that whoever is not the one that was asked finds nobody
 * there, in the same way and the same time as with an id that was never given out. It is a digest: how long a
 * comparison takes tells nothing of the id, and whoever sees one cannot answer.
 */
export function replyAddress(caller: AuthInfo | undefined, ...id: readonly (string | number)[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...identityOf(caller), ...id]))
    .digest('base64url');
}
