import type { AuditLog } from '../../audit/audit-log.js';
import { parseReference } from '../../notion/reference.js';
import { callerSpace, isServiceKey } from './request-caller.js';
import type { CallOutcome, ConsentCall } from './tool-answer.js';

/** Called after each tool call. */
export type ReadObserver = (call: ConsentCall & { readonly outcome: CallOutcome }) => void;

/** The arguments that name the read object, and its kind. */
const OBJECTS = { page: 'page', database: 'database', id: 'page', in: 'page' } as const;
/** No id or address of Notion is longer. */
const MAX_REFERENCE_CHARACTERS = 2000;

/**
 * Records who read which page or database, by id or URL. A title is content: a call that names one is recorded without
 * an object.
 */
export function auditedReads(audit: AuditLog): ReadObserver {
  return ({ caller, tool, arguments: given, outcome }) => {
    const kind = isServiceKey(caller) ? 'key' : 'app';
    audit.record({
      actor: `${kind} ${caller?.clientId ?? 'unknown'}`,
      action: 'page.read',
      object: objectOf(given),
      space: callerSpace(caller),
      outcome: outcome === 'ok' ? 'done' : 'failed',
      details: { tool },
    });
  };
}

function objectOf(given: unknown): string | undefined {
  for (const [name, kind] of Object.entries(OBJECTS)) {
    const value: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
    if (typeof value === 'string' && value.length <= MAX_REFERENCE_CHARACTERS) {
      const reference = parseReference(value);
      if (reference !== undefined) {
        return `${kind} ${reference.id}`;
      }
    }
  }
  return undefined;
}
