declare const brand: unique symbol;

/** The tenant that owns connections. A plain string does not pass for one: it must come through {@link parseSpaceId}. */
export type SpaceId = string & { readonly [brand]: 'SpaceId' };

/** One connection of one space. Knowing it grants nothing: every question also takes the caller's {@link SpaceId}. */
export type ConnectionId = string & { readonly [brand]: 'ConnectionId' };

/** One Notion authorization: Notion's `bot_id`. Connections of several spaces may share one. */
export type CredentialId = string & { readonly [brand]: 'CredentialId' };

/** A person: Notion's id of the user, who is the same in every workspace. */
export type PersonId = string & { readonly [brand]: 'PersonId' };

/** Letters, digits and the marks that ids of other systems use; nothing that means something in a path or a header. */
const SPACE_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
/** Begins the spaces of persons. {@link parseSpaceId} accepts no text that begins so, which keeps them out of reach. */
const PERSON_MARK = '@';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id if the text can be one. The code that authenticated the caller decides whether it may act for that space. */
export function parseSpaceId(text: string): SpaceId | undefined {
  return SPACE_ID.test(text) ? (text as SpaceId) : undefined;
}

/** The id if the text can be one; UUIDs are compared in lower case. */
export function parseConnectionId(text: string): ConnectionId | undefined {
  const id = text.toLowerCase();
  return UUID.test(id) ? (id as ConnectionId) : undefined;
}

/** The id if the text can be one; Notion sends dashed UUIDs. */
export function parseCredentialId(text: string): CredentialId | undefined {
  const id = text.toLowerCase();
  return UUID.test(id) ? (id as CredentialId) : undefined;
}

/** The id if the text can be one; Notion sends dashed UUIDs. */
export function parsePersonId(text: string): PersonId | undefined {
  const id = text.toLowerCase();
  return UUID.test(id) ? (id as PersonId) : undefined;
}

/**
 * The space that a person's connections belong to. No service key can be made for it, and none can name it, not even one
 * for every space: what comes in from outside goes through {@link parseSpaceId}, and that refuses its first character.
 */
export function spaceOfPerson(id: PersonId): SpaceId {
  return `${PERSON_MARK}${id}` as SpaceId;
}

/** The person whose space it is; undefined for every other space. */
export function personOfSpace(id: SpaceId): PersonId | undefined {
  return id.startsWith(PERSON_MARK) ? parsePersonId(id.slice(PERSON_MARK.length)) : undefined;
}

/** A space id that this program has written itself: one of {@link parseSpaceId}, or a person's. */
export function readSpaceId(text: string): SpaceId | undefined {
  if (!text.startsWith(PERSON_MARK)) {
    return parseSpaceId(text);
  }
  const person = parsePersonId(text.slice(PERSON_MARK.length));
  return person && spaceOfPerson(person);
}
