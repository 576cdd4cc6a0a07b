import type { AuditLog } from '../../../audit/audit-log.js';
import { namedObjects } from './named-objects.js';
import { callerSpace, isServiceKey } from '../request-caller.js';
import type { CallOutcome, ConsentCall } from '../tool-answer.js';

/** Called after each tool call. */
export type ReadObserver = (call: ConsentCall & { readonly outcome: CallOutcome }) => void;

/** Further objects that an entry names. */
const MAX_FURTHER = 6;

/**
 * Records who read which page or database, by id or URL, with our tools or with Notion's hosted ones. A title is content: a
 * call that names one is recorded without an object.
 */
export function auditedReads(audit: AuditLog): ReadObserver {
  return record(audit, 'page.read');
}

/**
 * Records calls of Notion's hosted tools that change something: no change is kept in the journal of one that is passed on.
 */
export function auditedHostedChanges(audit: AuditLog): ReadObserver {
  return record(audit, 'change.ended');
}

function record(audit: AuditLog, action: 'page.read' | 'change.ended'): ReadObserver {
  return ({ caller, tool, arguments: given, outcome }) => {
    const [object, ...further] = namedObjects(given);
    audit.record({
      actor: actorOf(caller),
      action,
      object,
      space: callerSpace(caller),
      outcome: outcome === 'ok' ? 'done' : 'failed',
      details: { tool, ...furtherOf(further) },
    });
  };
}

function actorOf(caller: ConsentCall['caller']): string {
  return `${isServiceKey(caller) ? 'key' : 'app'} ${caller?.clientId ?? 'unknown'}`;
}

/** The other objects: some by their ids, all by their number. */
function furtherOf(further: readonly string[]): Readonly<Record<string, string | number>> {
  return further.length === 0
    ? {}
    : { further: further.slice(0, MAX_FURTHER).join(', '), objects: further.length + 1 };
}
