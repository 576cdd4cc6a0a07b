import { createHmac } from 'node:crypto';
import type { Clock } from '../../clock.js';
import { REFRESH_GRACE_SECONDS } from '../lifetimes.js';
import type { RecordStore } from '../records/record-store.js';

/** The name of refresh tokens among the records. */
export const REFRESH_TOKEN = 'RefreshToken';

/**
 * Rotation of refresh tokens (RFC 9700 §4.14.2) that survives a lost answer. The next token is computed from the last
 * one, so whoever repeats a request with the last token within the grace is given the same next token again, and the
 * chain stays one chain. Without the secret nobody can compute it.
 */
export class RefreshRotation {
  readonly #secret: Buffer;
  readonly #records: Pick<RecordStore, 'find'>;
  readonly #clock: Clock;

  constructor(secret: Buffer, records: Pick<RecordStore, 'find'>, clock: Clock) {
    this.#secret = secret;
    this.#records = records;
    this.#clock = clock;
  }

  /** The token that follows. As unguessable as the secret: 256 bits. */
  next(token: string): string {
    return createHmac('sha256', this.#secret).update(`refresh token\n${token}`).digest('base64url');
  }

  /**
   * Whether a used token that comes again is a repetition of its last use, and not a thief's: the grace is not over, and
   * the token that followed it was not used yet.
   */
  async isRepetition(token: string, usedAt: Date): Promise<boolean> {
    if (this.#clock.now().getTime() - usedAt.getTime() > REFRESH_GRACE_SECONDS * 1000) {
      return false;
    }
    const next = await this.#records.find(REFRESH_TOKEN, this.next(token));
    // None yet: the other request is between using the token and storing the next one.
    return next === undefined || next.consumedAt === null;
  }
}
