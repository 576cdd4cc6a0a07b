import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes of a mark: 128 bits. A guessed mark belongs to a token that was never issued, which the database refuses. */
const MAC_BYTES = 16;
const SIGNED_TOKEN = /^([\w-]{20,64})\.([\w-]{22})$/;

/**
 * Marks access tokens as issued here. What has no mark is nobody's, and costs no look in the database; what has one was
 * issued at some time, so that a token that is over is told from a guess: clients come with one every hour, in
 * good faith, and have to be told at once to renew it.
 */
export class AccessTokenSigner {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** The token for a random id. */
  issue(id: string): string {
    return `${id}.${this.#markOf(id)}`;
  }

  isIssued(token: string): boolean {
    const [, id, mark] = SIGNED_TOKEN.exec(token) ?? [];
    if (id === undefined || mark === undefined) {
      return false;
    }
    // As text: of its last character not all bits count.
    return timingSafeEqual(Buffer.from(mark), Buffer.from(this.#markOf(id)));
  }

  #markOf(id: string): string {
    return createHmac('sha256', this.#secret)
      .update(`access token\n${id}`)
      .digest()
      .subarray(0, MAC_BYTES)
      .toString('base64url');
  }
}
