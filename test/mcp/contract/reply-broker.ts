import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import type { ReplyBroker } from '../../../src/mcp/elicitation/reply-broker.js';

const MINUTE = 60_000;

/** The message of a test, told apart by its number. */
export function messageOf(id: number): JSONRPCMessage {
  return { jsonrpc: '2.0', id, result: { action: 'accept' } };
}

/** Waits at an address; `message` is what arrives, `all` everything that does. */
export async function waitAt(route: ReplyBroker, address: string) {
  const all: JSONRPCMessage[] = [];
  let arrive: (message: JSONRPCMessage) => void;
  const message = new Promise<JSONRPCMessage>((resolve) => {
    arrive = resolve;
  });
  const receive = (one: JSONRPCMessage): void => {
    all.push(one);
    arrive(one);
  };
  return { message, all, withdraw: await route.waitFor(address, receive, MINUTE) };
}

/** What every way of an answer promises. `waiting` and `posting` are those of the two requests: one process, or two. */
export function answerRouteContract(
  open: () => Promise<{ readonly waiting: ReplyBroker; readonly posting: ReplyBroker }>,
): void {
  it('brings a message to whoever waits for it, once', async () => {
    const { waiting, posting } = await open();
    const [address, other] = [randomUUID(), randomUUID()];
    const [one, another] = [await waitAt(waiting, address), await waitAt(waiting, other)];
    expect(await posting.deliver(other, messageOf(2))).toBe(true);
    await Promise.all([
      posting.deliver(address, messageOf(1)),
      posting.deliver(address, messageOf(1)),
      waiting.deliver(address, messageOf(1)),
    ]);
    expect(await Promise.all([one.message, another.message])).toEqual([messageOf(1), messageOf(2)]);
    expect(await posting.deliver(address, messageOf(1))).toBe(false);
    expect(one.all).toHaveLength(1);
  });

  it('knows nobody at an address that was never given, or is no longer waited at', async () => {
    const { waiting, posting } = await open();
    const address = randomUUID();
    expect(await posting.deliver(address, messageOf(1))).toBe(false);
    const { withdraw } = await waitAt(waiting, address);
    withdraw();
    // Of the same process, so that it comes after.
    expect(await waiting.deliver(address, messageOf(1))).toBe(false);
    expect(await posting.deliver(address, messageOf(1))).toBe(false);
  });
}
