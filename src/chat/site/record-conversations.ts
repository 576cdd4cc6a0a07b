import * as z from 'zod';
import type { Clock } from '../../clock.js';
import { MAX_SHOWN_CHARACTERS } from '../page/read-answer.js';
import { titleOf, type Conversation, type Conversations, type KeptTurn } from './conversations.js';

/** What is kept, sealed and only for its time. Ids are stored as hashes. */
interface ConversationRecords {
  put(
    model: string,
    id: string,
    payload: Readonly<Record<string, unknown>>,
    keys: { readonly grantId: string; readonly expiresAt: Date },
  ): Promise<void>;
  find(model: string, id: string): Promise<{ readonly payload: unknown } | undefined>;
  /** The latest first. */
  findOfGrant(
    model: string,
    grantId: string,
    most: number,
  ): Promise<readonly { readonly payload: unknown }[]>;
  remove(model: string, id: string): Promise<void>;
}

const CONVERSATION = 'ChatConversation';
/** Its own record, so that a list opens no conversation. */
const TITLE = 'ChatTitle';
/** Conversations of one person; a new one takes the place of the one that was used least lately. */
const MAX_CONVERSATIONS = 50;
/** Characters of a conversation: beyond it, what tools answered earlier is forgotten first, then the earliest turns. */
const MAX_CHARACTERS = 1_000_000;

const call = z.object({
  tool: z.string(),
  server: z.string(),
  arguments: z.unknown(),
  result: z.string(),
  failed: z.boolean(),
  seconds: z.number(),
});
const turn = z.object({
  question: z.string(),
  response: z.string(),
  toolCalls: z.array(call),
  serversUsed: z.array(z.string()),
  ended: z.string().optional(),
  at: z.iso.datetime(),
});
const conversation = z.object({ turns: z.array(turn), updatedAt: z.iso.datetime() });
const title = z.object({ id: z.string(), title: z.string(), updatedAt: z.iso.datetime() });

/**
 * Keeps conversations with the server's other sealed records. The person is part of each record's id: what is another
 * person's is not found, whoever knows its id.
 */
export class RecordConversations implements Conversations {
  readonly #records: ConversationRecords;
  readonly #clock: Clock;
  readonly #lifetimeMs: number;

  /** `lifetimeMs`: after the last turn. */
  constructor(records: ConversationRecords, clock: Clock, lifetimeMs: number) {
    this.#records = records;
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
  }

  async list(personId: string): ReturnType<Conversations['list']> {
    const found = await this.#records.findOfGrant(TITLE, grantOf(personId), MAX_CONVERSATIONS);
    return found.map(({ payload }) => {
      const known = title.parse(payload);
      return { ...known, updatedAt: new Date(known.updatedAt) };
    });
  }

  async find(personId: string, id: string): Promise<Conversation | undefined> {
    const found = await this.#records.find(CONVERSATION, idOf(personId, id));
    if (found === undefined) {
      return undefined;
    }
    const { turns, updatedAt } = conversation.parse(found.payload);
    return {
      id,
      turns: turns.map((one) => ({
        ...one,
        toolCalls: one.toolCalls.map((made) => ({ ...made, arguments: made.arguments })),
        ended: one.ended,
        at: new Date(one.at),
      })),
      updatedAt: new Date(updatedAt),
    };
  }

  async add(
    personId: string,
    id: string,
    added: KeptTurn,
    { isFirst }: { readonly isFirst: boolean },
  ): Promise<void> {
    const before = isFirst ? undefined : await this.find(personId, id);
    if (isFirst) {
      await this.#makeRoom(personId);
    } else if (before === undefined) {
      return;
    }
    const turns = fitting([...(before?.turns ?? []), added]);
    const updatedAt = added.at.toISOString();
    const keys = {
      grantId: grantOf(personId),
      expiresAt: new Date(this.#clock.now().getTime() + this.#lifetimeMs),
    };
    await this.#records.put(CONVERSATION, idOf(personId, id), { turns, updatedAt }, keys);
    await this.#records.put(TITLE, idOf(personId, id), { id, title: titleOf(turns), updatedAt }, keys);
  }

  async delete(personId: string, id: string): Promise<boolean> {
    const isKnown = (await this.#records.find(CONVERSATION, idOf(personId, id))) !== undefined;
    await this.#records.remove(TITLE, idOf(personId, id));
    await this.#records.remove(CONVERSATION, idOf(personId, id));
    return isKnown;
  }

  async #makeRoom(personId: string): Promise<void> {
    const all = await this.list(personId);
    for (const { id } of all.slice(MAX_CONVERSATIONS - 1)) {
      await this.delete(personId, id);
    }
  }
}

function grantOf(personId: string): string {
  return `chat ${personId}`;
}

/** Ids of persons hold no space. */
function idOf(personId: string, id: string): string {
  return `${personId} ${id}`;
}

/** The turns as they fit; the last one stays in any case. */
function fitting(turns: readonly KeptTurn[]): readonly KeptTurn[] {
  const bounded = turns.map(withBoundedResponse);
  let excess = bounded.reduce((sum, one) => sum + sizeOf(one), 0) - MAX_CHARACTERS;
  const shortened = bounded.map((one) => {
    if (excess <= 0) {
      return one;
    }
    const toolCalls = one.toolCalls.map((made) => ({ ...made, arguments: {}, result: '' }));
    const short = { ...one, toolCalls };
    excess -= sizeOf(one) - sizeOf(short);
    return short;
  });
  const first = shortened.findIndex((one, at) => {
    const isEnough = excess <= 0 || at === shortened.length - 1;
    excess -= sizeOf(one);
    return isEnough;
  });
  return shortened.slice(first);
}

function withBoundedResponse(one: KeptTurn): KeptTurn {
  const { response, ended } = one;
  return response.length <= MAX_SHOWN_CHARACTERS
    ? one
    : {
        ...one,
        response: response.slice(0, MAX_SHOWN_CHARACTERS),
        ended: ended ?? 'Only the beginning of this long answer is kept.',
      };
}

function sizeOf(one: KeptTurn): number {
  return JSON.stringify(one).length;
}
