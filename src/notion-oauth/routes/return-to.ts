/** Longest return address; characters. */
export const MAX_RETURN_TO_CHARACTERS = 2048;

/**
 * The address to send a person back to, if its origin is allowed. Only the parsed form is ever used: browsers parse
 * `https:\\host` and `https://app@host` as WHATWG URLs too, so the compared origin is where they go.
 */
export function parseReturnTo(text: string, allowedOrigins: readonly string[]): string | undefined {
  if (text.length > MAX_RETURN_TO_CHARACTERS || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' && allowedOrigins.includes(url.origin)
    ? url.href
    : undefined;
}

/** The address for a person who did not allow the connection. */
export function withDenial(returnTo: string): string {
  const url = new URL(returnTo);
  url.searchParams.set('notion', 'denied');
  url.searchParams.delete('connectionId');
  return url.href;
}

/** The address with the result of the connection in its query. */
export function withConnection(returnTo: string, connectionId: string): string {
  const url = new URL(returnTo);
  url.searchParams.set('notion', 'connected');
  url.searchParams.set('connectionId', connectionId);
  return url.href;
}
