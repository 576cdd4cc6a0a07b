import type { Clock } from '../credentials/clock.js';
import type { SpaceId } from '../credentials/identifiers.js';

/** A link with which a person connects a workspace. It works once, at whichever process it is opened. */
export interface ConnectLink {
  readonly link: string;
  /** Whether it still works. */
  readonly isOpen: () => Promise<boolean>;
}

/** Makes a link for a space. */
export type StartConnect = (spaceId: SpaceId) => Promise<ConnectLink>;

/** Milliseconds a link is handed out again: well below the ten minutes that it works. */
const REUSED_FOR = 5 * 60_000;
/** Spaces whose link is remembered at once. */
const MOST_LINKS = 10_000;

/** The links that answers show. A model that calls again and again gets one link, not a flow for each call. */
export class ConnectLinks {
  readonly #start: StartConnect;
  readonly #clock: Clock;
  readonly #links = new Map<SpaceId, { readonly made: Promise<ConnectLink>; readonly until: number }>();

  constructor(start: StartConnect, clock: Clock) {
    this.#start = start;
    this.#clock = clock;
  }

  async linkFor(spaceId: SpaceId): Promise<string> {
    const known = this.#links.get(spaceId);
    if (known !== undefined) {
      const { link, isOpen } = await known.made;
      if (known.until > this.#clock.now().getTime() && (await isOpen())) {
        return link;
      }
      if (this.#links.get(spaceId) !== known) {
        // Another call has found the same and made a new one meanwhile.
        return this.linkFor(spaceId);
      }
    }
    if (this.#links.size >= MOST_LINKS) {
      this.#links.clear();
    }
    const made = this.#start(spaceId);
    this.#links.set(spaceId, { made, until: this.#clock.now().getTime() + REUSED_FOR });
    made.catch(() => this.#links.delete(spaceId));
    return (await made).link;
  }
}
