import type { AuthInfo } from '@modelcontextprotocol/server';

/** The space that whoever authenticated the caller has fixed; undefined where callers have none (stdio, a single token). */
export function callerSpace(caller: AuthInfo | undefined): string | undefined {
  const space = caller?.extra?.['spaceId'];
  return typeof space === 'string' ? space : undefined;
}
