import { randomUUID } from 'node:crypto';
import type { ClientCapabilities } from '@modelcontextprotocol/server';

/** What a client can be asked, by the name that stands in its note. */
const CAPABILITIES_BY_NAME = {
  form: { elicitation: { form: {} } },
  url: { elicitation: { url: {} } },
  sampling: { sampling: {} },
  roots: { roots: {} },
} as const satisfies Record<string, ClientCapabilities>;
type CapabilityName = keyof typeof CAPABILITIES_BY_NAME;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * What a client before 2026 told about itself when it opened, in place of a session. It is sent as the session's id, which
 * the client repeats with each request: so any process knows whom it may ask, and none has to remember anybody. It proves
 * nothing and allows nothing; a client that alters its own note is asked what it cannot answer.
 */
export interface SessionCapabilities {
  /** Unguessable, and of one client alone. */
  readonly id: string;
  readonly capabilities: ClientCapabilities;
}

/** The note for a client that opens; undefined for one that can be asked nothing, which needs none. */
export function encodeSessionCapabilities({
  elicitation,
  sampling,
  roots,
}: ClientCapabilities): string | undefined {
  const abilities: Record<CapabilityName, boolean> = {
    // The first version with questions knew forms only, and said nothing of them.
    form: elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined),
    url: elicitation?.url !== undefined,
    sampling: sampling !== undefined,
    roots: roots !== undefined,
  };
  const names = Object.entries(abilities).flatMap(([name, isThere]) => (isThere ? [name] : []));
  return names.length === 0 ? undefined : [randomUUID(), ...names].join('.');
}

/** Undefined for what is no note, such as the id of a session with another server. */
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
