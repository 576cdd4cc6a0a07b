import type { AuditEntry } from './audit-log.js';
import type { NewAuditEntry } from './audit-store.js';

/** Characters of one field: more than any id of ours or of Notion, and than most ids that apps give themselves. */
const MAX_FIELD_CHARACTERS = 300;
/** Facts beside one entry. */
const MAX_DETAILS = 10;
/** What does not belong into one line of plain text: an app chooses its own id. */
const UNPRINTABLE = /[^\x20-\x7e]/g;

/** An entry as it is stored: short, and in characters that no database or terminal changes. */
export function newEntry(
  { actor, action, object, space, outcome, details = {} }: AuditEntry,
  occurredAt: Date,
): NewAuditEntry {
  const facts = Object.entries(details)
    .slice(0, MAX_DETAILS)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => [plain(name), typeof value === 'string' ? plain(value) : value] as const);
  return {
    occurredAt: occurredAt.toISOString(),
    actor: plain(actor),
    action,
    object: object === undefined ? null : plain(object),
    space: space === undefined ? null : plain(space),
    outcome,
    details: facts.length === 0 ? null : JSON.stringify(Object.fromEntries(facts)),
  };
}

function plain(text: string): string {
  return text.slice(0, MAX_FIELD_CHARACTERS).replaceAll(UNPRINTABLE, '?');
}
