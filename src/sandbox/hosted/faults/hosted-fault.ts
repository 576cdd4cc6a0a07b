/** Something that goes wrong at the hosted server. */
export type HostedFault =
  | {
      /** An HTTP error in place of the answer: 500, 502, 503, 429, 529, 404 for a lost session. */
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterSeconds?: number;
      /** Plain text; a short one if not given. */
      readonly body?: string;
      /** Whether the request is carried out all the same: tokens are rotated, pages written. */
      readonly acted?: boolean;
    }
  /** The connection ends without an answer, before or after the request is carried out. */
  | { readonly kind: 'reset'; readonly acted?: boolean }
  /** No answer ever comes. */
  | { readonly kind: 'hang'; readonly acted?: boolean }
  /** Half of the answer, then the connection ends; the request was carried out. */
  | { readonly kind: 'cut' }
  /** 401 for a token that is good. */
  | { readonly kind: 'unauthorized' }
  /** A tool's result that says the budget is used up. */
  | { readonly kind: 'rate_limited'; readonly retryAfterSeconds: number; readonly reason?: string }
  /** A tool's result with `isError` and this text. */
  | { readonly kind: 'tool_error'; readonly text: string }
  /** A tool's result whose text is no JSON; the call was carried out. */
  | { readonly kind: 'plain_text'; readonly text: string }
  /** A tool's result of this many characters; the call was carried out. */
  | { readonly kind: 'huge_text'; readonly characters: number }
  /** JSON-RPC error in place of a result. */
  | { readonly kind: 'rpc_error'; readonly code: number; readonly message: string };

/** Whether the request is carried out before the fault comes. */
export function isAfterActing(fault: HostedFault): boolean {
  switch (fault.kind) {
    case 'status':
    case 'reset':
    case 'hang':
      return fault.acted === true;
    case 'cut':
    case 'plain_text':
    case 'huge_text':
      return true;
    default:
      return false;
  }
}

interface Planned {
  readonly fault: HostedFault;
  readonly match: RegExp | undefined;
  left: number;
}

/** Which request meets which fault, in the order in which they were planned. */
export class HostedFaults {
  #planned: Planned[] = [];

  add(fault: HostedFault, times: number, match: RegExp | undefined): void {
    this.#planned.push({ fault, match, left: times });
  }

  clear(): void {
    this.#planned = [];
  }

  /** Uses up one fault that fits the request. */
  take(label: string): HostedFault | undefined {
    const planned = this.#planned.find(({ match }) => match === undefined || match.test(label));
    if (planned === undefined) {
      return undefined;
    }
    planned.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return planned.fault;
  }
}
