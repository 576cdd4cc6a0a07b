import type { AuthInfo } from '@modelcontextprotocol/server';
import { nearest } from '../../text/suggest.js';
import type { Tool } from '../../tool.js';
import { toolsOf } from './request-caller.js';

/** What a caller's token has to allow for a tool that changes nothing, and for one that does. */
const READ_SCOPE = 'notion:read';
const WRITE_SCOPE = 'notion:write';
/** The protocol's own maximum. A longer name is no misspelt one. */
const MAX_TOOL_NAME_CHARACTERS = 128;

/**
 * The tools that the caller may call: by its scopes, and by the tools that its key is kept to. Where nobody is
 * authenticated (stdio, a single token) everything that is served may be called. Throws where the tools that the guard
 * has fixed cannot be read, because a caller that is kept to some must not get all.
 */
export function permittedTools(caller: AuthInfo | undefined, served: readonly Tool[]): readonly Tool[] {
  if (caller === undefined) {
    return served;
  }
  const { scopes } = caller;
  const allowed = toolsOf(caller);
  return served.filter(
    ({ name, annotations }) =>
      scopes.includes(annotations.readOnlyHint ? READ_SCOPE : WRITE_SCOPE) &&
      (allowed === undefined || allowed.includes(name)),
  );
}

/** The answer to a call of a tool that this caller may not use. */
export function refusalOf(tool: string, permitted: readonly string[]): string {
  const others = permitted.length === 0 ? 'It may call none.' : `It may call ${permitted.join(', ')}.`;
  return `${tool} was not run: this caller is not allowed to use it.\n${others} Do not call it again; the key's issuer can change what it allows.`;
}

/** The message for a name that no tool has. */
export function unknownTool(name: string, names: readonly string[]): string {
  const guess = name.length > MAX_TOOL_NAME_CHARACTERS ? undefined : nearest(name, names);
  return `There is no tool of this name. ${guess === undefined ? `Tools: ${names.join(', ')}.` : `Did you mean ${guess}?`}`;
}
