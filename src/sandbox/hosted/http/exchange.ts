/** A request that was read whole. */
export interface HostedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A piece of an answer, written on its own. */
export type Piece = string | Uint8Array;

/** What is sent. A stream stays open until the client or the sandbox ends it. */
export interface HostedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Piece[];
  /** Whether the connection stays open for events that come later. */
  readonly isStream?: boolean;
}

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HostedAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    pieces: [JSON.stringify(body)],
  };
}

export function htmlAnswer(status: number, page: string): HostedAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    pieces: [page],
  };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): HostedAnswer {
  return { status, headers, pieces: [] };
}

export function redirectAnswer(location: URL): HostedAnswer {
  return emptyAnswer(302, { location: location.href, 'cache-control': 'no-store' });
}
