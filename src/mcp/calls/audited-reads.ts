import type { AuthInfo } from '@modelcontextprotocol/server';
import type { AuditLog } from '../../audit/audit-log.js';
import { parseReference } from '../../notion/reference.js';
import { callerSpace } from './caller-space.js';
import type { CallOutcome } from './call-outcome.js';

/** A tool call that has ended. */
interface EndedCall {
  readonly caller: AuthInfo | undefined;
  readonly tool: string;
  readonly arguments: unknown;
  readonly outcome: CallOutcome;
}

/** Told of each tool call that has ended. */
export type ReadWitness = (call: EndedCall) => void;

/** The arguments that name what is read, and what they name it as. */
const OBJECTS = { page: 'page', database: 'database', id: 'page', in: 'page' } as const;
/** Longer texts are no ids and no addresses of Notion. */
const MAX_REFERENCE_CHARACTERS = 2000;

/**
 * Records who read which page or database. What was named by its id or address is told; a title is content, so that what
 * was found by one is recorded as a call of the tool alone.
 */
export function auditedReads(audit: AuditLog): ReadWitness {
  return ({ caller, tool, arguments: given, outcome }) => {
    const kind = caller?.extra?.['kind'] === 'key' ? 'key' : 'app';
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
