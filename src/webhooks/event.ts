import * as z from 'zod';

/** Characters of a word of Notion's, or of a time. */
const MAX_WORD_CHARACTERS = 100;
/** People and bots who can see an object, as many as fit into the largest delivery that is read. */
const MAX_PARTIES = 1000;

const word = z.string().max(MAX_WORD_CHARACTERS);

/** Ids are UUIDs; both spellings and cases occur, and everything else here keeps the dashed one in lower case. */
const id = z
  .string()
  .regex(/^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i)
  .transform((text) =>
    text
      .replaceAll('-', '')
      .toLowerCase()
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  );

/** What every delivery says. */
export const envelope = z.object({
  id,
  timestamp: z.iso
    .datetime({ offset: true })
    .max(MAX_WORD_CHARACTERS)
    .transform((text) => new Date(text)),
  type: word,
  workspace_id: id,
});

/** Who is named by an event; what is not understood is left out, because nothing is decided by it alone. */
const party = z.object({ id, type: word });

/** What an event is about. */
export const about = z.object({
  entity: z.object({ id, type: word }),
  accessible_by: z.array(party).max(MAX_PARTIES).optional().catch(undefined),
  data: z
    .object({
      parent: z.object({ id, type: word }).optional().catch(undefined),
      /** Of a comment: the page that it is on, also where it is on one of its blocks. */
      page_id: id.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** Kinds of events after which something that was read earlier may be wrong. */
const AFFECTED_TYPES = /^(?:page|database|data_source|user|comment)\.[a-z_]+$/;

/** An event that was signed, as far as this server has to know it. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Date;
  readonly workspaceId: string;
  /** Undefined where nothing that this server remembers is concerned, as with a type it does not know. */
  readonly about?: {
    readonly entity: Party;
    /** Of a comment, which is told of by its page: the block that it is on, if it is on one. */
    readonly parent: Party | undefined;
    /** Bots and their owners that can see the entity; reported to public connections only. */
    readonly accessibleBy: readonly Party[] | undefined;
  };
}

/** An object, person or bot of Notion. */
interface Party {
  readonly id: string;
  readonly type: string;
}

/** Reads the body of a signed delivery; undefined if it is none. */
export function parseEvent(body: unknown): WebhookEvent | undefined {
  const common = envelope.safeParse(body);
  if (!common.success) {
    return undefined;
  }
  const { data } = common;
  const event = {
    id: data.id,
    type: data.type,
    occurredAt: data.timestamp,
    workspaceId: data.workspace_id,
  };
  if (!AFFECTED_TYPES.test(data.type)) {
    return event;
  }
  const details = about.safeParse(body);
  if (!details.success) {
    return undefined;
  }
  const { entity, data: more, accessible_by: accessibleBy } = details.data;
  if (entity.type !== 'comment') {
    return { ...event, about: { entity, parent: more?.parent, accessibleBy } };
  }
  // What is known of a comment is known with its page.
  const page = more?.page_id ?? (more?.parent?.type === 'page' ? more.parent.id : undefined);
  return page === undefined
    ? event
    : {
        ...event,
        about: {
          entity: { id: page, type: 'page' },
          parent: more?.parent?.type === 'block' ? more.parent : undefined,
          accessibleBy,
        },
      };
}

/** An unsigned delivery. */
export const handshake = z.object({ verification_token: z.string().regex(/^[\w-]{16,200}$/) });

/** The token of Notion's first delivery to a new subscription. It is unsigned, so its sender is unknown. */
export function parseHandshake(body: unknown): string | undefined {
  return handshake.safeParse(body).data?.verification_token;
}
