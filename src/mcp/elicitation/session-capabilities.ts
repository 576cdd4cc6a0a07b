import { randomUUID } from 'node:crypto';
import type { ClientCapabilities } from '@modelcontextprotocol/server';

/** Kinds of questions a client supports, by their name in the session id. */
const CAPABILITIES_BY_NAME = {
  form: { elicitation: { form: {} } },
  url: { elicitation: { url: {} } },
  sampling: { sampling: {} },
  roots: { roots: {} },
} as const satisfies Record<string, ClientCapabilities>;
type CapabilityName = keyof typeof CAPABILITIES_BY_NAME;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * The capabilities that a client before 2026 declared at `initialize`, in place of a session. They are sent as the
 * session id, which the client repeats with each request: so any process knows what to ask, without state. It proves
 * and grants nothing; a client that alters it is only asked questions it cannot answer.
 */
export interface SessionCapabilities {
  /** Unguessable, and unique to one client. */
  readonly id: string;
  readonly capabilities: ClientCapabilities;
}

/** The session id for a client; undefined for one that supports no questions, which needs none. */
export function encodeSessionCapabilities({
  elicitation,
  sampling,
  roots,
}: ClientCapabilities): string | undefined {
  const abilities: Record<CapabilityName, boolean> = {
    // The first version with questions supported forms only, without declaring it.
    form: elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined),
    url: elicitation?.url !== undefined,
    sampling: sampling !== undefined,
    roots: roots !== undefined,
  };
  const names = Object.entries(abilities).flatMap(([name, isThere]) => (isThere ? [name] : []));
  return names.length === 0 ? undefined : [randomUUID(), ...names].join('.');
}

/** Undefined for anything else, such as a session id of another server. */
export function decodeSessionCapabilities(header: string | null): SessionCapabilities | undefined {
  const [id = '', ...names] = header?.split('.', 1 + Object.keys(CAPABILITIES_BY_NAME).length) ?? [];
  if (!UUID.test(id) || names.length === 0 || !names.every(isCapabilityName)) {
    return undefined;
  }
  const capabilities: ClientCapabilities = {};
  for (const name of names) {
    const { elicitation, ...others }: ClientCapabilities = CAPABILITIES_BY_NAME[name];
    Object.assign(capabilities, others);
    if (elicitation !== undefined) {
      capabilities.elicitation = { ...capabilities.elicitation, ...elicitation };
    }
  }
  return { id, capabilities };
}

function isCapabilityName(name: string): name is CapabilityName {
  return Object.hasOwn(CAPABILITIES_BY_NAME, name);
}
