import { createHash } from 'node:crypto';
import type { AuthInfo, JSONRPCMessage } from '@modelcontextprotocol/server';
import { identityOf } from '../calls/request-caller.js';

/** Receives one message. */
export type ReplyListener = (message: JSONRPCMessage) => void;

/** Delivers a message to the exchange that waits for it, in any process. */
export interface ReplyBroker {
  /** Waits for one message to an address, until a timeout. The returned function stops waiting, as the message does. */
  waitFor(address: string, receive: ReplyListener, milliseconds: number): Promise<() => void>;
  /** False if no exchange waits there. Of several messages to one address, one is delivered. */
  deliver(address: string, message: JSONRPCMessage): Promise<boolean>;
}

/**
 * The address of an exchange. The caller is part of it, so that any other caller finds nothing there, in the same way
 * and time as with an unknown id. It is a digest: comparison timing reveals nothing about the id, and knowing an
 * address does not allow answering.
 */
export function replyAddress(caller: AuthInfo | undefined, ...id: readonly (string | number)[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...identityOf(caller), ...id]))
    .digest('base64url');
}
